/** How a product stands in the text: offered for sale, only mentioned, something to be compatible with, or replaced. */
import type { Role, TermKind } from './finding.ts';

/** How far before and behind a name a cue may stand. */
const REACH = 48;

/* Cues are ours and fixed, so they may be regular expressions; each is anchored to the side of the name it works on. */
const REPLACED_BEFORE =
  /(?:migrat\w+ (?:away )?from|switch\w* from|replac\w+(?: (?:of|for|the|your|our|existing|legacy|current))*|alternatives? (?:to|for)|instead of|move (?:off|away from)|替代|替换|取代|迁移自|从)\W*(?:[\p{L}\p{N}]+\W+){0,2}$/iu;
const REPLACED_BEHIND = /^\W*(?:[\p{L}\p{N}]+\W+){0,2}(?:migrat\w+|replacement\b|(?:的)?替代|(?:的)?替换|(?:的)?迁移|国产化替代)/iu;
const COMPATIBLE_BEFORE =
  /(?:compatib\w+ with|works? with|support\w*(?: for)?|integrat\w+ (?:with|into)|runs? on|certified (?:for|on)|designed for|agents? for|plug-?ins? for|connectors? (?:for|to)|equivalent to|兼容|支持|适配|对接|适用于|运行于)\W*(?:[\p{L}\p{N}.]+(?:\W+|$)){0,4}$/iu;
const COMPATIBLE_BEHIND = /^\W*(?:[\p{L}\p{N}.]+\W+){0,2}(?:compatible\b|compatibility\b|support\b|兼容|适配)/iu;
const PRICE =
  /(?:[$€£¥￥]\s?\d|\b(?:USD|EUR|GBP|CNY|RMB|HKD)\s?\d|\d[\d,.]*\s?(?:USD|EUR|GBP|CNY|RMB|元|万元)|\b(?:qty|quantity)\b|数量|单价|金额)/iu;
/** A cell that is nothing but a number: a quantity or an amount. */
const NUMBER_CELL = /^\s*\d[\d,. ]*\s*(?:pcs?|ea|each|units?|台|套|个|件|块|只|项|批)?\s*$/iu;

/** `row` holds the texts of all cells of the row, or the block's own text alone. */
export function roleOf(text: string, start: number, end: number, kind: TermKind, row: readonly string[]): Role {
  const before = text.slice(Math.max(0, start - REACH), start);
  const behind = text.slice(end, end + REACH);
  if (REPLACED_BEFORE.test(before) || REPLACED_BEHIND.test(behind)) return 'replaced';
  if (COMPATIBLE_BEFORE.test(before) || COMPATIBLE_BEHIND.test(behind)) return 'compatible';
  if (kind === 'part-number') return 'offered';
  const near = text.slice(Math.max(0, start - 200), end + 200);
  if (PRICE.test(near) || (row.length > 2 && row.some((cell) => NUMBER_CELL.test(cell) || PRICE.test(cell)))) return 'offered';
  return 'mentioned';
}
