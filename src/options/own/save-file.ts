/** Files that the reviewer takes away: made here, saved by the browser, sent nowhere. */

/** From the click to the end of the address, ms: the browser reads the file meanwhile. */
const KEEP_MS = 60_000;

/** Lets the browser save a file under a name. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}

/** "Suppliers we left 2026-11-23.csv": a title, a day and an ending as a name that every system takes. */
export function fileNameOf(title: string, day: string, ending: string): string {
  const name = title
    .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return `${name} ${day}.${ending}`;
}
