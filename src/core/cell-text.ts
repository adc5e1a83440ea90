/** Texts of cells: cut to size, and told by how they look. */
import { parseMoney, parseQuantity } from './amounts.ts';

/** UTF-16 units of a description, a part number or brand, a unit, the number of a line. */
export const MAX_DESCRIPTION = 200;
export const MAX_PART = 80;
export const MAX_UNIT = 16;
export const MAX_NUMBER = 16;

/** White space collapsed, at most `max` units, no half of a surrogate pair. */
export function clip(text: string, max: number): string {
  // What lies further on is cut anyway, however much of this is blank.
  const start = text.trimStart();
  const near = start.length > max * 4 ? start.slice(0, max * 4) : start;
  return cut(/\s\s|[^\S ]/.test(near) ? near.replace(/\s+/g, ' ') : near, max);
}

/** At most `max` units, no half of a surrogate pair and no blank at the end. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text.trimEnd();
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max).trimEnd();
}

/** "1", "1.2", "A1", "00010", "2)": the number of a line. */
const ORDINAL = /^[(#]?[A-Za-z]{0,2}-?\d{1,5}(?:[.-]\d{1,4}){0,4}[.)、]?$/;
export const isOrdinal = (text: string): boolean => text.length <= 12 && ORDINAL.test(text);
/** Numbers of sections rather than of lines. */
export const SECTION_NUMBER = /^(?:[一二三四五六七八九十]{1,3}|[IVX]{1,4}|[A-Z])[、.．)]?$/;

/** A part number: digits with letters or hyphens, or many digits; no blanks. */
export function isCode(text: string): boolean {
  if (text.length < 4 || text.length > 40 || !/^[A-Za-z\d][A-Za-z\d\-./_+#:]*$/.test(text) || !/\d/.test(text)) return false;
  return !/^[\d.,:/-]*$/.test(text) || /^\d{6,18}$/.test(text);
}

export const isValue = (text: string): boolean => /\d/.test(text) && (parseMoney(text) !== undefined || parseQuantity(text) !== undefined);

/** "-", "n/a", "/": says that there is none. */
export function isBlankMark(text: string): boolean {
  return text.length <= 6 && /^\s*(?:[-–—/.]{1,3}|n\/?a|无|none)\s*$/i.test(text);
}
