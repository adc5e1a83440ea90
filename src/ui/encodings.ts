/** Those that are not written in capitals. */
const written: Readonly<Record<string, string>> = { big5: 'Big5', shift_jis: 'Shift_JIS', 'windows-1252': 'Windows-1252' };

/** An encoding as people write its name; `label` is that of the WHATWG Encoding standard. */
export const nameOfEncoding = (label: string): string =>
  (Object.hasOwn(written, label) ? written[label] : undefined) ?? label.toUpperCase();
