/** Bytes as text and back; by the browser itself where it can, since by hand it takes ten times as long. */

/** Chromium has both since version 140, Firefox since 133. */
const native: typeof Uint8Array & { fromBase64?(base64: string): Uint8Array } = Uint8Array;

export function fromBase64(base64: string): Uint8Array {
  if (native.fromBase64 !== undefined) return native.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Bytes whose characters are put together at once. */
const STEP = 8192;

export function toBase64(bytes: Uint8Array & { toBase64?(): string }): string {
  if (bytes.toBase64 !== undefined) return bytes.toBase64();
  let text = '';
  for (let at = 0; at < bytes.length; at += STEP) text += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return btoa(text);
}
