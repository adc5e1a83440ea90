/** How a product stands in the text: offered for sale, only mentioned, something to be compatible with, replaced, or ruled out. */
import type { Role, TermKind } from './finding.ts';
import { isRuledOut, RULED_OUT_REACH } from './ruled-out.ts';
import { isRuledOutInChinese } from './ruled-out-zh.ts';

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
/*
 * What Chinese papers say of things that go: "卸载McAfee", "停用Rapid7", "海康威视摄像机全部拆除", "飞塔边界防火墙更换为". A word of
 * what it is may stand between. Not 更换 before a name, which may be what it is changed to.
 */
const GONE_BEFORE = /(?:卸[载載]|停用|拆除|淘汰|退役|接替|弃用|棄用)(?:现有|現有|原有|既有|老旧|原|旧|的)*\s*$/u;
const GONE_BEHIND =
  /^\s*[一-鿿\d ]{0,8}?(?:全部|一律|均|已|拟|将|後|后|予以|逐步)*(?:替换为|替換為|更换为|更換為|换成|退网|下线|停用|拆除|卸载|卸載|退役|报废)/u;
const COMPATIBLE_BEFORE =
  /(?:\b(?:compatib\w+ with|works? with|integrat\w+ (?:with|into)|runs? on|certified (?:for|on)|designed for|agents? for|plug-?ins? for|connectors? (?:for|to)|equivalent to)\s+(?:[\w+-]+(?:\.\w+)*(?:,| and| or|\/|\s)\s*){0,4}|(?:兼容(?!性)|适配|对接|适用于|运行于)\s*(?:(?:[\w+-]+(?:\.\w+)*[、,/和与及\s]+)|[一-鿿]{2,8}[、/]){0,6})$/iu;
const COMPATIBLE_BEHIND = /^\s*(?:[\w+-]+(?:\.\w+)*\s+){0,2}(?:compatib(?:le|ility)\b|兼容|适配)|^[^。；;\n]{0,24}互认/iu;
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

/**
 * A cell that is a verdict on what the row names: "Prohibited (NDAA 889)", "nicht zugelassen". Not "excluded" and "rejected", which
 * tell of taxes and of orders.
 */
const VERDICT_CELL =
  /^[^\p{L}]{0,6}(?:strictly )?(?:prohibited|banned|forbidden|disallowed|not (?:allowed|permitted|accepted|acceptable)|do not (?:buy|purchase|use|offer)|verboten|unzulässig|nicht (?:zugelassen|zulässig|erlaubt)|interdite?s?|non (?:autorisé|admis|accepté)e?s?|prohibid[oa]s?|no (?:permitid|admitid|aceptad)[oa]s?|proibid[oa]s?|não (?:permitid|aceit)[oa]s?|vietat[aeio]|non (?:ammess|consentit)[aeio])(?:[^\p{L}]{0,6}|\s*[(–—:-][^.!?]{0,40})$/iu;
const MAX_VERDICT_CELL = 80;
/** A longer row says something about each of its cells. */
const MOST_CELLS = 5;

/** Whether another cell of a short row without a price rules out what the row names. */
export function isForbidden(cells: readonly string[]): boolean {
  if (cells.length < 2 || cells.length > MOST_CELLS || isPriced(cells)) return false;
  return cells.some((cell) => cell.length <= MAX_VERDICT_CELL && VERDICT_CELL.test(cell.trim()));
}

/** The role of the name at [start, end) of a block's text; `isPriced` tells whether its row has a price or quantity. */
export function roleOf(text: string, start: number, end: number, kind: TermKind, isPriced: boolean): Role {
  const before = text.slice(Math.max(0, start - REACH), start);
  const behind = text.slice(end, end + REACH);
  if (isRuledOutInChinese(text, start, end)) return 'excluded';
  const wideBefore = text.slice(Math.max(0, start - RULED_OUT_REACH), start);
  if (isRuledOut(wideBefore, text.slice(end, end + RULED_OUT_REACH), start > RULED_OUT_REACH)) return 'excluded';
  if (REPLACED_BEFORE.test(before) || REPLACED_BEHIND.test(behind)) return 'replaced';
  if (GONE_BEFORE.test(before) || GONE_BEHIND.test(behind)) return 'replaced';
  if (COMPATIBLE_BEFORE.test(before) || COMPATIBLE_BEHIND.test(behind)) return 'compatible';
  if (kind === 'part-number') return 'offered';
  const near = text.slice(Math.max(0, start - 200), end + 200);
  if (isPriced || PRICE.test(near)) return 'offered';
  return SUPPORTED_BEFORE.test(before) ? 'compatible' : 'mentioned';
}
