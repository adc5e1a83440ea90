/** How a product stands in the text: offered for sale, only mentioned, something to be compatible with, or replaced. */
import type { Role, TermKind } from './finding.ts';

/** How far before and behind a name a cue may stand. */
const REACH = 48;

/*
 * Cues are ours and fixed, so they may be regular expressions. Each is anchored to the side of the name it works on, and
 * reaches over a list of other names ("supports Hyper-V, KVM and VMware") but never over the end of a sentence.
 */
const REPLACED_BEFORE =
  /(?:\b(?:migrat\w+ (?:away )?from|switch\w* from|replac(?:e|es|ed|ing)|replacements? (?:of|for)|alternatives? (?:to|for)|instead of|move (?:off|away from))(?: (?:the|your|our|existing|legacy|current|old))*\s+(?:[\w+-]+(?:,| and| or|\/|\s)\s*){0,3}|(?:替代|替换|取代|迁移自|原有)(?:现有|原有|既有|老旧|旧|进口|国外|的)*\s*(?:[\w+-]+[、,/和与及\s]+){0,3})$/iu;
const REPLACED_BEHIND =
  /^\s*(?:[\w+-]+(?:\.\w+)*\s+){0,2}(?:migrat(?:ion|ing)\b|(?:的|系列|产品|设备|平台)*(?:国产化)?(?:替代|替换|迁移))/iu;
const COMPATIBLE_BEFORE =
  /(?:\b(?:compatib\w+ with|works? with|integrat\w+ (?:with|into)|runs? on|certified (?:for|on)|designed for|agents? for|plug-?ins? for|connectors? (?:for|to)|equivalent to)\s+(?:[\w+-]+(?:\.\w+)*(?:,| and| or|\/|\s)\s*){0,4}|(?:兼容|适配|对接|适用于|运行于)\s*(?:[\w+-]+(?:\.\w+)*[、,/和与及\s]+){0,4})$/iu;
const COMPATIBLE_BEHIND = /^\s*(?:[\w+-]+(?:\.\w+)*\s+){0,2}(?:compatib(?:le|ility)\b|兼容|适配)/iu;
/* "Supports VMware" is compatibility, but "Support for FortiGate, 1 year" is a line to pay, and 技术支持 is a service. */
const SUPPORTED_BEFORE =
  /(?:\bsupport(?:s|ed|ing)\s+(?:[\w+-]+(?:\.\w+)*(?:,| and| or|\/|\s)\s*){0,4}|(?<!技术|服务|售后|维保|原厂)支持\s*(?:[\w+-]+(?:\.\w+)*[、,/和与及\s]+){0,4})$/iu;
const PRICE =
  /(?:[$€£¥￥]\s?\d|\b(?:USD|EUR|GBP|CNY|RMB|HKD)\s?\d|\d[,.]{0,2}\s?(?:USD|EUR|GBP|CNY|RMB|元|万元)|\b(?:qty|quantity)\b|数量|单价|金额)/iu;
/** A cell that is nothing but a number: a quantity or an amount. */
const NUMBER_CELL = /^\d[\d,. ]*\s*(?:pcs?|ea|each|units?|台|套|个|件|块|只|项|批)?$/iu;
/** A longer cell says more than a number. Cells are trimmed first: blanks without end would be tried in every way. */
const MAX_NUMBER_CELL = 40;

function isNumber(cell: string): boolean {
  const text = cell.trim();
  return text.length <= MAX_NUMBER_CELL && NUMBER_CELL.test(text);
}

/** Whether one of the cells of a row is a price or a quantity. Two cells are a label and its value, not a line to pay. */
export function isPriced(cells: readonly string[]): boolean {
  return cells.length > 2 && cells.some((cell) => isNumber(cell) || PRICE.test(cell));
}

/** The role of the name at [start, end) of a block's text; `isPriced` tells whether its row has a price or quantity. */
export function roleOf(text: string, start: number, end: number, kind: TermKind, isPriced: boolean): Role {
  const before = text.slice(Math.max(0, start - REACH), start);
  const behind = text.slice(end, end + REACH);
  if (REPLACED_BEFORE.test(before) || REPLACED_BEHIND.test(behind)) return 'replaced';
  if (COMPATIBLE_BEFORE.test(before) || COMPATIBLE_BEHIND.test(behind)) return 'compatible';
  if (kind === 'part-number') return 'offered';
  const near = text.slice(Math.max(0, start - 200), end + 200);
  if (isPriced || PRICE.test(near)) return 'offered';
  return SUPPORTED_BEFORE.test(before) ? 'compatible' : 'mentioned';
}
