/** "China" for CN, in the reviewer's language; the code itself when the browser has no name for it. */
export function regionName(language: string, code: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
  } catch (error) {
    // Recorded restrictions elsewhere may name more than a country ("EU members"): Intl refuses what is no code.
    if (error instanceof RangeError) return code;
    throw error;
  }
}
