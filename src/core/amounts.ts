/**
 * Numbers, quantities and money as documents write them → values.
 *
 *     "1,234.50"  "1.234,50 €"  "1 234,50"  "CHF 1'200.–"  "(1,200.00)"  "₹1,00,000.00"  "1.2万元"  "１２，０００元"  "叁万元整"
 *
 * Each `parse…` takes a whole cell: what stands in it besides the amount (a date, a part number, a second amount) makes it
 * no amount. One case cannot be told from the cell alone: "1,234" and "1.234" are both thousands and fractions. Where the
 * table's other cells say which mark is the decimal one (`decimalMarkOf`), the caller passes that on; else a comma parts
 * thousands and a point a fraction, but for currencies whose countries write it the other way.
 *
 * All of it is a scan from left to right over at most `MAX_CELL` units; the few regular expressions are anchored and bounded.
 */
import type { Money } from './finding.ts';
import { lazy, lazyPattern } from './lazy.ts';

export type DecimalMark = 'point' | 'comma';

export interface Quantity {
  readonly value: number;
  /** As written: "pcs", "台". */
  readonly unit?: string;
}

/** What the amounts of a column are to be multiplied by: 10,000 under "单价(万元)". */
export type Scale = 1 | 1_000 | 10_000 | 1_000_000 | 100_000_000;

/** Longer cells are no number. */
const MAX_CELL = 64;
/** Longer cells are not searched for an amount among other words. */
const MAX_PROSE = 256;
/** Of a header or caption. */
const MAX_HEADER = 200;
/** More digits than a double holds are a bar code or the like. */
const MAX_DIGITS = 15;

/* Text as it is scanned */

const POINT = 0x2e;
const COMMA = 0x2c;
const DASH = 0x2d;
const BLANK = 0x20;

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;
const isLatin = (unit: number): boolean => (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
const isHan = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;
const isSpace = (unit: number): boolean => unit === BLANK || (unit >= 0x09 && unit <= 0x0d);

/** Full width → half width, all blanks, dashes and apostrophes → one of each, invisible signs → nothing. */
function fold(text: string): string {
  let isPlain = true;
  for (let i = 0; i < text.length && isPlain; i++) isPlain = text.charCodeAt(i) < 0x7f;
  if (isPlain) return text;
  let folded = '';
  for (let i = 0; i < text.length; i++) folded += foldUnit(text.charCodeAt(i));
  return folded;
}

function foldUnit(unit: number): string {
  if (unit >= 0xff01 && unit <= 0xff5e) return String.fromCharCode(unit - 0xfee0);
  if (unit === 0xffe5) return '¥';
  if (unit === 0xffe1) return '£';
  if (unit === 0xffe6) return '₩';
  if (unit === 0xa0 || unit === 0x202f || unit === 0x205f || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200a)) return ' ';
  if ((unit >= 0x2010 && unit <= 0x2015) || unit === 0x2212) return '-';
  if (unit === 0x2018 || unit === 0x2019 || unit === 0x02bc || unit === 0x2032 || unit === 0x00b4) return "'";
  if (unit === 0xad || unit === 0xfeff || (unit >= 0x200b && unit <= 0x200f) || (unit >= 0x202a && unit <= 0x202e)) return '';
  if (unit >= 0x2060 && unit <= 0x2069) return '';
  return String.fromCharCode(unit);
}

/** Trimmed and folded; '' where the cell is too long. */
function prepare(text: string, max: number): string {
  const trimmed = text.trim();
  return trimmed.length > max ? '' : fold(trimmed).trim();
}

function skipSpaces(s: string, at: number): number {
  let i = at;
  while (i < s.length && isSpace(s.charCodeAt(i))) i++;
  return i;
}

function skipDigits(s: string, at: number): number {
  let i = at;
  while (i < s.length && isDigit(s.charCodeAt(i))) i++;
  return i;
}

/* Numbers */

interface Scanned {
  readonly end: number;
  readonly value: number;
  /** The decimal mark, where the number alone tells it. */
  readonly mark?: DecimalMark;
  /** Set for "1.234": a fraction by default, thousands where a comma is the decimal mark. */
  readonly isPointed?: true;
}

/** The number that begins at `at`, as far as it goes; undefined where none does, or its groups are those of no number. */
function scanNumber(s: string, at: number, mark: DecimalMark | undefined): Scanned | undefined {
  let end = skipDigits(s, at);
  const next = s.charCodeAt(end);
  if (end > at && next !== POINT && next !== COMMA && next !== BLANK && next !== 0x27) {
    return end - at > MAX_DIGITS ? undefined : { end, value: Number(s.slice(at, end)) };
  }
  const lengths = [end - at];
  let separators = '';
  for (;;) {
    const separator = s.charAt(end);
    if (separator !== '.' && separator !== ',' && separator !== ' ' && separator !== "'") break;
    // "1'200.-" has a fraction of no digits.
    if ((separator === '.' || separator === ',') && s.charCodeAt(end + 1) === DASH && !isDigit(s.charCodeAt(end + 2))) {
      separators += separator;
      lengths.push(0);
      end += s.charCodeAt(end + 2) === DASH ? 3 : 2;
      break;
    }
    const to = skipDigits(s, end + 1);
    const length = to - end - 1;
    if (length === 0) break;
    // A blank that parts no thousands parts two numbers.
    if (separator === ' ' && (length !== 3 || (lengths[0] as number) > 3 || separators.replaceAll(' ', '') !== '')) break;
    separators += separator;
    lengths.push(length);
    end = to;
    if (lengths.length > 8) return undefined;
  }
  const form = formOf(s, at, lengths, separators, mark);
  return form && { end, ...form };
}

/** Reads the groups: `lengths` has one more than there are separators. */
function formOf(
  s: string,
  at: number,
  lengths: readonly number[],
  separators: string,
  mark: DecimalMark | undefined,
): Omit<Scanned, 'end'> | undefined {
  const count = separators.length;
  let digits = '';
  let from = at;
  for (let i = 0; i < count; from += (lengths[i] as number) + 1, i++) digits += s.slice(from, from + (lengths[i] as number));
  const last = lengths[count] as number;
  const lastDigits = s.slice(from, from + last);
  const lastSeparator = separators.charAt(count - 1);
  if (digits.length + last > MAX_DIGITS || digits.length + last === 0) return undefined;
  const whole = (vote?: DecimalMark) => ({ value: Number(digits + lastDigits), ...(vote && { mark: vote }) });
  const broken = (vote?: DecimalMark) => ({ value: Number(`${digits}.${lastDigits}`), ...(vote && { mark: vote }) });
  const ownMark = lastSeparator === ',' ? 'comma' : 'point';

  if (count === 0) return whole();
  if (count === 1) {
    const isGroup = last === 3 && isHead(s, at, lengths);
    if (lastSeparator === ' ' || lastSeparator === "'") return isGroup ? whole() : undefined;
    if (!isGroup) return broken(ownMark);
    if (lastSeparator === ',') return mark === 'comma' ? broken() : whole();
    return { ...(mark === 'comma' ? whole() : broken()), isPointed: true };
  }
  const first = separators.charAt(0);
  for (let i = 1; i < count - 1; i++) if (separators.charAt(i) !== first) return undefined;
  if (first !== lastSeparator) {
    const isFraction = lastSeparator === '.' || lastSeparator === ',';
    return isFraction && isGrouped(s, at, lengths, count, first) ? broken(ownMark) : undefined;
  }
  if (!isGrouped(s, at, lengths, count + 1, first) || (first === '.' && isAddress(s, at, lengths))) return undefined;
  return whole(first === ',' ? 'point' : first === '.' ? 'comma' : undefined);
}

/** Whether the first group may stand before thousands: one to three digits, no leading zero. */
function isHead(s: string, at: number, lengths: readonly number[]): boolean {
  const first = lengths[0] as number;
  return first >= 1 && first <= 3 && s.charAt(at) !== '0';
}

/** Whether the first `count` groups are thousands, or lakhs and crores: "12,34,567". */
function isGrouped(s: string, at: number, lengths: readonly number[], count: number, separator: string): boolean {
  if (!isHead(s, at, lengths)) return false;
  let areThousands = true;
  let areLakhs = separator === ',' && (lengths[0] as number) < 3;
  for (let i = 1; i < count; i++) {
    if (lengths[i] !== 3) areThousands = false;
    if (lengths[i] !== (i === count - 1 ? 3 : 2)) areLakhs = false;
  }
  return areThousands || areLakhs;
}

/** Whether it is an IP address whose numbers happen to have three digits. */
function isAddress(s: string, at: number, lengths: readonly number[]): boolean {
  if (lengths.length !== 4) return false;
  let from = at;
  for (const length of lengths) {
    // No address has "000" in it.
    if (Number(s.slice(from, from + length)) > 255 || (length > 1 && s.charAt(from) === '0')) return false;
    from += length + 1;
  }
  return true;
}

/* Han numerals: "叁万壹仟", "三百零五", "3万1千" */

const HAN_DIGITS = ['', '一壹', '二贰貳两兩', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'];
const HAN_UNITS = ['', '十拾', '百佰', '千仟'];
const HAN_DIGIT = `[${HAN_DIGITS.join('')}]|\\d{1,4}`;
/** Below ten thousand. */
const HAN_SECTION = `(?:(?:${HAN_DIGIT})[千仟]零?)?(?:(?:${HAN_DIGIT})[百佰]零?)?(?:(?:${HAN_DIGIT})?[十拾]零?)?(?:${HAN_DIGIT})?`;
const hanNumber = lazyPattern(`^(?:(${HAN_SECTION})[亿億]零?)?(?:(${HAN_SECTION})[万萬]零?)?(${HAN_SECTION})$`, '');
const hanPlace = lazyPattern(`(${HAN_DIGIT})?([十拾百佰千仟])|(${HAN_DIGIT})`, 'g');
/** 三万五 is short for 35,000. */
const HAN_SHORT = new RegExp(`[亿億万萬千仟百佰](?:${HAN_DIGIT})$`);

function readHanNumber(text: string): number | undefined {
  const parts = hanNumber().exec(text);
  if (parts === null || HAN_SHORT.test(text)) return undefined;
  const [hundredMillions = '', tenThousands = '', ones = ''] = parts.slice(1).map((part) => part ?? '');
  const value = sectionOf(hundredMillions) * 100_000_000 + sectionOf(tenThousands) * 10_000 + sectionOf(ones);
  return value > 0 ? value : undefined;
}

function sectionOf(text: string): number {
  const digitOf = (written: string): number =>
    isDigit(written.charCodeAt(0)) ? Number(written) : HAN_DIGITS.findIndex((all) => all.includes(written));
  let value = 0;
  for (const [, digit = '1', unit, last] of text.matchAll(hanPlace())) {
    if (unit === undefined) value += digitOf(last ?? '');
    else value += digitOf(digit) * 10 ** HAN_UNITS.findIndex((all) => all.includes(unit));
  }
  return value;
}

/**
 * The number that the whole cell is, with or without thousands separators; undefined for anything else. `mark` is the
 * decimal mark of the table, if known.
 */
export function parseNumber(text: string, mark?: DecimalMark): number | undefined {
  const s = prepare(text, MAX_CELL);
  const isNegative = s.charCodeAt(0) === DASH;
  const number = isDigit(s.charCodeAt(isNegative ? 1 : 0)) ? scanNumber(s, isNegative ? 1 : 0, mark) : undefined;
  return number?.end === s.length ? signed(number.value, isNegative) : undefined;
}

const signed = (value: number, isNegative: boolean): number => (isNegative && value !== 0 ? -value : value);

/* Quantities */

/** Units that may stand in a quantity cell or a header's brackets; lower case, without a plural's point or "(s)". */
const units = lazy(
  (): ReadonlySet<string> =>
    new Set(
      (
        'pcs pc pce pces piece pieces ea each unit units set sets lot lots box boxes bx pack packs pk pkg pkt package packages kit kits roll rolls ' +
        'pair pairs carton cartons case cases bag bags bottle bottles dozen dz sheet sheets reel reels m meter meters metre metres ft feet mm cm km kg ' +
        'g lb lbs l liter liters license licenses licence licences lic seat seats user users node nodes device devices endpoint endpoints core cores ' +
        'cpu socket sockets host hosts instance instances port ports year years yr yrs month months mo mth mths day days hour hours hr hrs h job jobs ' +
        'subscription subscriptions service services project projects person persons stk stck stück stueck st mal satz paar jahr jahre monat monate ' +
        'tag tage std stunden pièce pièces unité unités jeu lot ud uds unidad unidades pieza piezas ' +
        '台 套 个 個 件 块 塊 只 隻 项 項 批 箱 盒 包 卷 米 条 條 张 張 支 根 把 架 对 對 组 組 点 點 年 月 个月 人 天 日 次 份 本 瓶 桶 袋 片 颗 路 部 辆 副 ' +
        '双 座 扇 面 节 枚 式 端口 用户 用戶 节点 授权 授權 许可 点位 终端 人月 人天 人日 人年 台套 台/套 套/台 千克 公斤 吨 平方米 平米 立方米 升 核 颗核 セット 本体 ヶ月 か月 个/年 年/套'
      ).split(' '),
    ),
);
/** Up to `MAX_UNIT` units of it. Without bounded repeats, which would be written out into a slow, large automaton. */
const unitPattern = lazyPattern(String.raw`^\p{L}[\p{L}\p{M}.²³]*(?:[ /-]\p{L}[\p{L}\p{M}.²³]*)*(?:\((?:s|es|n|en)\))?$`, 'u');
const MAX_UNIT = 32;
/** Words behind a number that make it something else than a quantity. */
const NO_UNIT =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|am|pm|of|to|or|and)\b|^(?:[亿億]|[千百][元万萬])/i;
/** Buttons and labels that share the cell of a shopping cart. */
const CART_LABEL = /^(?:qty|quantity|menge|anzahl|数量|數量)[ .:]{0,3}(?=\d)/i;
const CART_BUTTON = /^(?:remove|update|delete|edit|change|save|entfernen|ändern|supprimer|删除|刪除|修改|更新|移除)$/i;

/** Whether the word is a unit in which things are counted or measured: "pcs", "台", "unit(s)". */
export function isUnit(word: string): boolean {
  return word.length <= 16 && units().has(unitKey(fold(word)));
}

function unitKey(word: string): string {
  return word
    .toLowerCase()
    .replace(/\((?:s|es|n|en)\)$/, '')
    .replace(/\.$/, '')
    .trim();
}

/**
 * The quantity that the whole cell is: "10", "10 pcs", "2 台", "x 4", "4 x", "3.00 EA". Any short words may be the unit
 * when a blank stands before them; written together ("10pcs") only known ones, since "100F" is a model.
 */
export function parseQuantity(text: string, mark?: DecimalMark): Quantity | undefined {
  let s = prepare(text, MAX_CELL);
  // The buttons − and + around a field.
  if (s.charCodeAt(0) === DASH && s.endsWith('+')) s = s.slice(1, -1).trim();
  let at = 0;
  const first = s.charCodeAt(0);
  if (first === DASH || isTimes(first)) at = skipSpaces(s, 1);
  else if (!isDigit(first)) at = CART_LABEL.exec(s)?.[0].length ?? 0;
  if (!isDigit(s.charCodeAt(at))) return isHan(first) ? readHanQuantity(s) : undefined;
  const number = scanNumber(s, at, mark);
  if (!number) return undefined;
  let value = signed(number.value, first === DASH);
  if (number.end === s.length) return { value };
  let from = skipSpaces(s, number.end);
  const isApart = from > number.end;
  if (s.charAt(from) === '万' || s.charAt(from) === '萬') {
    value = scaled(value, 10_000);
    from = skipSpaces(s, from + 1);
  }
  const unit = unitIn(s.slice(from), isApart);
  return unit === undefined ? undefined : unit === '' ? { value } : { value, unit };
}

/** 一批, 两套: with a unit, since a numeral alone may be the number of a section. */
function readHanQuantity(s: string): Quantity | undefined {
  const [, numeral = '', unit = ''] = /^([一二两兩三四五六七八九十壹贰貳叁肆伍陆柒捌玖拾]{1,3})\s?(\S{1,4})$/.exec(s) ?? [];
  const value = readHanNumber(numeral);
  return value === undefined || !isUnit(unit) ? undefined : { value, unit };
}

const isTimes = (unit: number): boolean => unit === 0x78 || unit === 0x58 || unit === 0xd7 || unit === 0x2a;

/** The unit behind a number; '' for none, undefined where something else stands there. */
function unitIn(rest: string, isApart: boolean): string | undefined {
  let words = rest.trimEnd();
  const bracket = words.indexOf('(');
  if (bracket >= 0 && words.indexOf(')') === words.length - 1 && !unitPattern().test(words)) {
    // "2(台)", "10 pcs (boxed)", but not "10 unit(s)".
    const inside = words.slice(bracket + 1, -1).trim();
    words = bracket === 0 && isUnit(inside) ? inside : words.slice(0, bracket).trimEnd();
  }
  if (words === '' || (words.length === 1 && isTimes(words.charCodeAt(0)))) return '';
  if (words.length > MAX_UNIT || !unitPattern().test(words) || NO_UNIT.test(words)) return undefined;
  if (CART_BUTTON.test(words)) return '';
  if (!isApart && isLatin(words.charCodeAt(0)) && (!units().has(unitKey(words)) || words === 'st')) return undefined;
  const currency = readCurrency(words, 0);
  return currency && (currency.width === words.length || words.charAt(currency.width) === '/') ? undefined : words;
}

/* Currencies */

interface Currency {
  readonly code?: string;
  /** Other currencies that are written the same way. */
  readonly shared: readonly string[];
  /** Also an ordinary word or the beginning of a part number: counts as `WEAK` spells it, apart from the number. */
  readonly isWeak?: true;
}

const CODES =
  'USD EUR GBP CNY JPY KRW HKD TWD SGD AUD NZD CAD CHF SEK NOK DKK PLN CZK HUF RON TRY RUB UAH INR IDR MYR THB VND PHP BRL MXN ZAR AED SAR ILS';
/** Codes that are English words or abbreviations of the trade as well. */
const WEAK = ['CAD', 'TRY', 'PHP', 'RON', 'AED', 'SAR', 'RM', 'Rs', 'Rp', 'kr', 'Kr', 'KR', 'Fr', 'Ft', 'TL'];
/** Code, then what it is written as; after a slash the other currencies that share these words. */
const NAMES = [
  'USD $ dollar dollars/HKD AUD CAD SGD NZD TWD MXN',
  'USD US$ US_$ 美元 美金',
  'CNY ¥/JPY',
  'CNY 元 圆/TWD HKD',
  'CNY RMB CNH CN¥ 人民币 人民币元 人民幣 块钱',
  'TWD 圓/HKD CNY',
  'TWD NT$ NTD TW$ 新台币 新臺幣 新台幣 台币 台幣',
  'JPY 円 日元 日圆 日圓 JP¥',
  'EUR € euro euros 欧元 歐元',
  'GBP £ 英镑 英鎊',
  'HKD HK$ HK_$ 港币 港元 港幣',
  'KRW ₩ 韩元 韓元 원',
  'SGD S$ SG$ 新加坡元 新币',
  'AUD A$ AU$ AU_$ 澳元 澳币',
  'NZD NZ$ NZ_$',
  'CAD C$ CA$ CAN$ 加元 加币',
  'MXN MX$ Mex$',
  'BRL R$',
  'CHF SFr SFr. Fr Fr. 瑞士法郎',
  'INR ₹ Rs Rs.',
  'RUB ₽ руб руб. 卢布',
  'UAH ₴',
  'PLN zł',
  'CZK Kč',
  'HUF Ft',
  'TRY ₺ TL',
  'IDR Rp Rp.',
  'MYR RM',
  'THB ฿ 泰铢',
  'VND ₫ đ',
  'PHP ₱',
  'ILS ₪',
  ' kr kr./SEK NOK DKK',
];
interface Currencies {
  /** By name, in lower case. */
  readonly byName: ReadonlyMap<string, Currency>;
  /** Matches a name at `lastIndex`. */
  readonly here: RegExp;
  readonly anywhere: RegExp;
  /** Units that a currency may begin with; spares the long expressions nearly everywhere. */
  readonly starts: ReadonlySet<number>;
}

const currencies = lazy((): Currencies => {
  const byName = new Map(
    [...CODES.split(' ').map((code) => `${code} ${code}`), ...NAMES].flatMap((line) => {
      const [own = '', others] = line.split('/');
      const [code, ...names] = own.split(' ');
      return names.map((name): [string, Currency] => [
        name.replace('_', ' ').toLowerCase(),
        {
          ...(code && { code }),
          shared: others ? others.split(' ') : [],
          ...(WEAK.includes(name) && { isWeak: true as const }),
        },
      ]);
    }),
  );
  // Longest first, so that "US$" is not "US" and "$".
  const names = [...byName.keys()].sort((a, b) => b.length - a.length);
  const any = names.map((name) => name.replace(/[$.]/g, '\\$&')).join('|');
  const starts = new Set(names.flatMap((name) => [name.charCodeAt(0), name.toUpperCase().charCodeAt(0)]));
  return { byName, here: new RegExp(any, 'iy'), anywhere: new RegExp(any, 'ig'), starts };
});
/** Where nobody says otherwise, "1.234" is a thousand and more in these. */
const COMMA_CURRENCIES: ReadonlySet<string> = new Set(['EUR', 'BRL', 'IDR', 'VND', 'DKK', 'TRY']);

interface CurrencyToken {
  readonly currency: Currency;
  readonly width: number;
}

function readCurrency(s: string, at: number): CurrencyToken | undefined {
  const { starts, here } = currencies();
  if (!starts.has(s.charCodeAt(at))) return undefined;
  here.lastIndex = at;
  const written = here.exec(s)?.[0];
  return written === undefined ? undefined : tokenOf(s, at, written);
}

function tokenOf(s: string, at: number, written: string): CurrencyToken | undefined {
  const end = at + written.length;
  if (isLetter(s, end - 1) && isLetter(s, end)) return undefined;
  const currency = currencies().byName.get(written.toLowerCase());
  return currency && (!currency.isWeak || WEAK.includes(written)) ? { currency, width: written.length } : undefined;
}

/** A letter that words are made of; Han characters are words by themselves. */
function isLetter(s: string, at: number): boolean {
  const unit = s.charCodeAt(at);
  return isLatin(unit) || (unit >= 0xc0 && unit <= 0x52f && unit !== 0xd7 && unit !== 0xf7);
}

/** Of two the one that says more: "HK$" beside "元", "USD" beside "$". */
function clearer(a: Currency | undefined, b: Currency): Currency {
  return a && a.shared.length <= b.shared.length ? a : b;
}

/** The code that a cell's sign stands for in a column of `hint`. */
function codeOf(sign: Currency | undefined, hint: string | undefined): string | undefined {
  if (!sign) return hint;
  return hint !== undefined && sign.shared.includes(hint) ? hint : sign.code;
}

/**
 * The currency that a header or a caption names: "Unit price (USD)", "金额（元）", "Preis in €". A sure name goes before
 * one that several currencies share. Undefined where none is named.
 */
export function currencyIn(text: string): string | undefined {
  const s = fold(text.slice(0, MAX_HEADER));
  let found: Currency | undefined;
  for (const match of s.matchAll(currencies().anywhere)) {
    const at = match.index;
    if (isLetter(s, at) && at > 0 && (isLetter(s, at - 1) || isDigit(s.charCodeAt(at - 1)))) continue;
    const token = tokenOf(s, at, match[0]);
    if (!token?.currency.code || !isNamed(s, at, token)) continue;
    found = clearer(found, token.currency);
  }
  return found?.code;
}

/** "CAD workstation" and 单元, 元件 name no currency. */
function isNamed(s: string, at: number, token: CurrencyToken): boolean {
  const end = at + token.width;
  if (token.currency.isWeak) return !(s.charCodeAt(end) === BLANK && isLetter(s, end + 1));
  if (s.charAt(at) !== '元' || token.width > 1) return true;
  return !isHan(s.charCodeAt(end)) && !'单單公多纪状次二三'.includes(s.charAt(at - 1) || ' ');
}

/** Words behind a number that say what it is counted in. */
const COUNTS: ReadonlyMap<string, number> = new Map([
  ...['thousand', 'tsd'].map((word) => [word, 1_000] as const),
  ...['million', 'millions', 'mio', 'mln', 'mn'].map((word) => [word, 1_000_000] as const),
  ...['billion', 'billions', 'bn'].map((word) => [word, 1_000_000_000] as const),
  ...['lakh', 'lakhs', 'lac', 'lacs'].map((word) => [word, 100_000] as const),
  ...['crore', 'crores'].map((word) => [word, 10_000_000] as const),
]);
/** The same in letters, behind an amount with a currency, or with that of India. */
const COUNT_LETTERS: ReadonlyMap<string, number> = new Map([
  ['k', 1_000],
  ['K', 1_000],
  ['M', 1_000_000],
]);
const INDIAN_LETTERS: ReadonlyMap<string, number> = new Map([
  ['L', 100_000],
  ['Cr', 10_000_000],
]);
const COUNT_WORD = /\s?([A-Za-z]{1,8})\.?(?![A-Za-z])/y;

/** Where the word ends that says what the number before is counted in, and how many that is. */
function countAt(s: string, at: number, sign: Currency | undefined): { readonly end: number; readonly count: number } | undefined {
  COUNT_WORD.lastIndex = at;
  const word = COUNT_WORD.exec(s)?.[1];
  if (word === undefined) return undefined;
  const letters = sign?.code === 'INR' ? INDIAN_LETTERS : COUNT_LETTERS;
  const count = COUNTS.get(word.toLowerCase()) ?? (sign === undefined ? undefined : (letters.get(word) ?? COUNT_LETTERS.get(word)));
  return count === undefined ? undefined : { end: COUNT_WORD.lastIndex, count };
}

/** What a header, a caption or a cell says its amounts are counted in: "万元" 10,000, "in thousands" 1,000. */
export function scaleIn(text: string): Scale {
  const s = fold(text.slice(0, MAX_HEADER));
  // Each pattern needs one of these.
  if (!/[万萬亿億千百0mtk]/i.test(s)) return 1;
  if (/\d\s?百[万萬]|百[万萬](?:元|美元|円|日元|人民币|欧元)|\bin millions?\b|\bmio\b/i.test(s)) return 1_000_000;
  if (/\d\s?[亿億]|[亿億](?:元|美元|円|日元|人民币|欧元)|[(:/]\s?[亿億]\s?(?:\)|$)/.test(s)) return 100_000_000;
  if (/\d\s?[万萬]|[万萬](?:元|美元|円|日元|人民币|欧元)|[(:/]\s?[万萬]\s?(?:\)|$)/.test(s)) return 10_000;
  if (
    /千(?:元|美元|円|日元|人民币|欧元)|\bin thousands?\b|'000\b|\(\s?(?:[$€£¥]|[a-z]{3})?\s?000s?\s?\)|\bk(?:€|usd\b|eur\b)|\bt(?:€|eur\b)|\btsd\b/i.test(
      s,
    )
  )
    return 1_000;
  return 1;
}

/** Words behind the number of pieces that a price is of: "per 100 pcs", 每千支. */
const BASIS =
  /(?:\b(?:per|pro|je|par|por|each)\b|\/|每)\s*(?:(10{1,5})(?![\d.,k]|\s?%)|1[,. ]?(000)(?!\d)|(hundred\b|hundert\b|百(?![元万萬]))|(thousand\b|tausend\b|mille\b|1k\b|千(?!元))|(10k\b|10[,. ]?000(?!\d)|万(?!元)))(?:\s*(?:[a-z]{1,8}(?:\(s\))?\.?|[个個件只支枚片颗粒张張套条根米块]))?/i;

/** How many pieces a header says that its prices are of, or a cell its own: 100 under "Price per 100", 1,000 under 单价/千支; else 1. */
export function basisIn(text: string): number {
  const [, digits, thousands, hundred, thousand, tenThousand] = BASIS.exec(fold(text.slice(0, MAX_HEADER))) ?? [];
  if (digits !== undefined) return Number(digits);
  if (hundred !== undefined) return 100;
  if (tenThousand !== undefined) return 10_000;
  return thousands !== undefined || thousand !== undefined ? 1_000 : 1;
}

/** A header or cell without these words. */
export function withoutBasis(text: string): string {
  return fold(text).replace(BASIS, ' ');
}

/** Whether it is a number of pieces that prices are told of: a power of ten. */
export function isBasis(value: number): boolean {
  return value === 1 || value === 10 || value === 100 || value === 1_000 || value === 10_000 || value === 100_000;
}

/* Money */

interface Amount {
  readonly end: number;
  readonly value: number;
  readonly number: Scanned;
  readonly sign?: Currency;
  readonly code?: string;
}

/** The amount that begins at `at`, with the currency before or behind it. */
function scanMoney(s: string, at: number, mark: DecimalMark | undefined, hint: string | undefined): Amount | undefined {
  let i = at;
  let isNegative = false;
  let isOpen = false;
  let sign: Currency | undefined;
  // Sign, bracket, code and symbol at most, so that a line of dollar signs is given up soon.
  for (let steps = 0; ; steps++) {
    i = skipSpaces(s, i);
    const unit = s.charCodeAt(i);
    if (isDigit(unit) || (unit === POINT && isDigit(s.charCodeAt(i + 1)))) break;
    if (steps > 5) return undefined;
    if (unit === DASH && !isNegative) isNegative = true;
    else if (unit === 0x28 && !isOpen) isOpen = true;
    else if (unit !== 0x3a || !sign) {
      const token = readCurrency(s, i);
      if (!token) return undefined;
      sign = clearer(sign, token.currency);
      i += token.width;
      // "CHF-100", "RM100" are part numbers.
      if (isLetter(s, i - 1) && (s.charCodeAt(i) === DASH || (token.currency.isWeak && isDigit(s.charCodeAt(i))))) return undefined;
      continue;
    }
    i++;
  }
  const start = i;
  const isSigned = sign !== undefined;
  let number = scanNumber(s, start, mark);
  if (!number) return undefined;
  const counted = countAt(s, number.end, sign);
  i = counted?.end ?? number.end;
  let scale: Scale = 1;
  for (let steps = 0; steps < 6; steps++) {
    const next = skipSpaces(s, i);
    const unit = s.charCodeAt(next);
    if (unit === 0x29 && isOpen) {
      isOpen = false;
      isNegative = true;
      i = next + 1;
    } else if (
      unit === DASH &&
      next === i &&
      !isNegative &&
      !isLetter(s, i + 1) &&
      !isDigit(s.charCodeAt(i + 1)) &&
      !isHan(s.charCodeAt(i + 1)) &&
      readCurrency(s, i + 1) === undefined
    ) {
      isNegative = true;
      i++;
    } else if (scale === 1 && isHan(unit) && scaleAt(s, next) !== 1) {
      scale = scaleAt(s, next);
      i = next + (scale === 1_000_000 ? 2 : 1);
    } else {
      const token = next < s.length ? readCurrency(s, next) : undefined;
      if (!token || !isBehind(s, next, token, number.end, isSigned)) break;
      sign = clearer(sign, token.currency);
      i = next + token.width;
    }
  }
  if (isOpen) return undefined;
  const code = codeOf(sign, hint);
  if (number.isPointed && mark === undefined && code !== undefined && COMMA_CURRENCIES.has(code))
    number = scanNumber(s, start, 'comma') ?? number;
  const value = signed(scaled(number.value, scale * (counted?.count ?? 1)), isNegative);
  return { end: i, value, number, ...(sign && { sign }), ...(code !== undefined && { code }) };
}

/** Whether the currency belongs to the number that ends at `end`, rather than to one that follows: "$15 $12", "15元 12元". */
function isBehind(s: string, at: number, { currency, width }: CurrencyToken, end: number, isSigned: boolean): boolean {
  if (currency.isWeak && currency.code !== undefined && at === end) return false;
  const next = at + width;
  if (isSigned) return !isDigit(s.charCodeAt(skipSpaces(s, next)));
  return !isDigit(s.charCodeAt(next)) || isHan(s.charCodeAt(at));
}

function scaleAt(s: string, at: number): Scale {
  const char = s.charAt(at);
  if (char === '万' || char === '萬') return 10_000;
  if (char === '亿' || char === '億') return 100_000_000;
  const next = s.charAt(at + 1);
  if (char === '百' && (next === '万' || next === '萬')) return 1_000_000;
  return char === '千' && (next === '元' || next === '円') ? 1_000 : 1;
}

/** "/ ea", "/user/month", "per unit", "每台". A number in it ("/ 100 pcs") would make it the price of many. */
const PER = /^(?:\/|每|(?:per|pro|par|por|a) )/i;
const perUnit = lazyPattern(String.raw`^[\p{L}.²³ /]+$`, 'u');
const EACH = /^(?:each|ea|apiece|p\.?a|p\.?m)\.?$/i;
const NOTE =
  /^(?:(?:incl|inkl|including|excl|exkl|excluding|exc|inc|ex|zzgl|plus|hors|net|gross|netto|brutto|ht|ttc|only|tax)\b|含|不含|未含|未税|已含|已税|税前|税后|税込|税抜|税别|整|正|起|以上)/i;

/** Whether what stands behind an amount says more about it, and nothing else: "/ ea", "(含税)", "incl. VAT". */
function isTail(tail: string, hasSign: boolean): boolean {
  if (tail.startsWith('(')) return tail.endsWith(')');
  const bracket = tail.indexOf('(');
  const words = bracket > 0 && tail.endsWith(')') ? tail.slice(0, bracket).trimEnd() : tail;
  if (words === '*' || NOTE.test(words)) return true;
  // "3.00 EA" is a quantity.
  if (EACH.test(words)) return hasSign;
  return PER.test(words) && words.length <= MAX_UNIT && perUnit().test(words.replace(/\s/g, ' '));
}

/**
 * The amount that the whole cell is; undefined for anything else, or for several amounts (see `lastMoneyIn`). A plain
 * number counts: whether its column holds money is the caller's to know. `mark` is the decimal mark of the table, if
 * known; `currency` that of the column: it settles "$", "¥" or "kr" and is taken where the cell names none. Without it
 * "$" is USD and "¥" CNY.
 */
export function parseMoney(text: string, mark?: DecimalMark, currency?: string): Money | undefined {
  const amount = readAmount(text, mark, currency);
  return amount ? moneyOf(amount) : readHanMoney(text, currency);
}

const HAN_MONEY =
  /^(?:[(]?大写[)]?[::]?\s?)?(人民币|人民幣|RMB|CNY|新台币|新臺幣)?[::]?\s?([^\s元圆圓角分]{1,24})([元圆圓])[整正]?(?:([^\s角分]{1,2})角[整正]?)?(?:零?([^\s角分]{1,2})分)?$/;

/** "人民币叁万壹仟元整", "3万1千元". */
function readHanMoney(text: string, hint: string | undefined): Money | undefined {
  if (!/[元圆圓]/.test(text)) return undefined;
  const s = prepare(text, MAX_CELL);
  const [, before = '', whole = '', sign = '', tenths, hundredths] = HAN_MONEY.exec(s) ?? [];
  const parts = [whole, tenths, hundredths].map((part) => (part === undefined ? 0 : readHanNumber(part)));
  const [value, ...fractions] = parts;
  if (value === undefined || fractions.includes(undefined)) return undefined;
  const [dimes = 0, cents = 0] = fractions;
  const code = codeOf(clearer(readCurrency(before, 0)?.currency, (readCurrency(sign, 0) as CurrencyToken).currency), hint);
  return moneyOf({ value: rounded(value + dimes / 10 + cents / 100), code });
}

function readAmount(text: string, mark?: DecimalMark, currency?: string): Amount | undefined {
  const s = prepare(text, MAX_CELL);
  const amount = s === '' ? undefined : scanMoney(s, 0, mark, currency);
  if (!amount) return undefined;
  return amount.end === s.length || isTail(s.slice(amount.end).trim(), amount.sign !== undefined) ? amount : undefined;
}

function moneyOf({ value, code }: { readonly value: number; readonly code?: string | undefined }): Money {
  return code === undefined ? { value } : { value, currency: code };
}

/** Amounts that are not what is paid: the struck-out price, the saving. */
const NOT_PAID =
  /(?:\b(?:was|save|saving|rrp|msrp|list price|statt|uvp|you save|instead of)|原价|市场价|立减|立省|节省|省|优惠|减|折扣)[ :]{0,3}$/i;

/**
 * The last amount among the words of a cell: a price behind the one struck out, a price with a remark. Amounts without a
 * currency count only where they have two digits behind the decimal mark, or nothing but numbers stands there.
 */
export function lastMoneyIn(text: string, mark?: DecimalMark, currency?: string): Money | undefined {
  const whole = parseMoney(text, mark, currency);
  if (whole) return whole;
  const s = prepare(text, MAX_PROSE);
  let last: Amount | undefined;
  for (let i = 0; i < s.length; ) {
    const amount = beginsAmount(s, i) ? scanMoney(s, i, mark, currency) : undefined;
    if (!amount) {
      i++;
      continue;
    }
    const to = rangeEnd(s, amount, mark, currency);
    if (to !== undefined) {
      last = undefined;
      i = to;
      continue;
    }
    const counts = amount.sign !== undefined || /[.,]\d\d$/.test(s.slice(i, amount.number.end)) || !hasWords(s);
    // The sign before one amount outweighs a bare number behind it.
    const isWeaker = last !== undefined && ((last.sign && !amount.sign) || NOT_PAID.test(s.slice(Math.max(0, i - 16), i)));
    if (counts && !isWeaker && amount.value >= 0 && endsAmount(s, amount)) last = amount;
    i = amount.end;
  }
  return last && moneyOf(last);
}

/** Parts the ends of a range; "$12.00 -$3.00" is an amount and what comes off it. */
const TO = /\s?[~～]\s?|-|\s- |\s(?:to|bis|à|至|到)\s|[至到]/y;

/** Where a range ends that begins with this amount: none of its amounts is the price. */
function rangeEnd(s: string, from: Amount, mark: DecimalMark | undefined, currency: string | undefined): number | undefined {
  TO.lastIndex = from.end;
  if (!TO.test(s)) return undefined;
  const to = scanMoney(s, TO.lastIndex, mark, currency);
  if (to === undefined || to.value <= from.value || !endsAmount(s, to)) return undefined;
  // "$31,000 - 2 pcs": one with a currency, and one without.
  return from.sign === undefined || to.sign !== undefined || to.end === s.length ? to.end : undefined;
}

const letter = lazyPattern(String.raw`\p{L}`, 'u');

/** Whether there is more than numbers and currencies. */
function hasWords(s: string): boolean {
  return letter().test(s.replace(currencies().anywhere, ''));
}

function beginsAmount(s: string, at: number): boolean {
  const unit = s.charCodeAt(at);
  if (isSpace(unit)) return false;
  if (at === 0) return true;
  const before = s.charCodeAt(at - 1);
  // A bracket among words sets apart, and is no minus; 1千 of 3万1千 is a part of a number.
  if (unit === 0x28 || '万萬亿億千百'.includes(s.charAt(at - 1))) return false;
  if (isDigit(unit) || unit === POINT)
    return !isDigit(before) && before !== POINT && before !== COMMA && before !== DASH && !isLetter(s, at - 1);
  return !isLetter(s, at) || (!isLetter(s, at - 1) && !isDigit(before) && before !== DASH);
}

function endsAmount(s: string, amount: Amount): boolean {
  const next = s.charCodeAt(amount.end);
  if (s.charAt(amount.end) === '%' || isDigit(next)) return false;
  // "12.00USD" has taken its letters; "100F" has not.
  return !(isLetter(s, amount.end) && amount.end === amount.number.end) && !(next === DASH && isDigit(s.charCodeAt(amount.end + 1)));
}

/** The decimal mark by which most of the cells are written that tell one; undefined where none does, or as many each way. */
export function decimalMarkOf(texts: Iterable<string>): DecimalMark | undefined {
  let points = 0;
  for (const text of texts) {
    const vote = markIn(text);
    if (vote === 'point') points++;
    else if (vote === 'comma') points--;
  }
  return points > 0 ? 'point' : points < 0 ? 'comma' : undefined;
}

function markIn(text: string): DecimalMark | undefined {
  const amount = readAmount(text);
  if (amount) return amount.number.mark;
  const s = prepare(text, MAX_CELL);
  return isDigit(s.charCodeAt(0)) && parseQuantity(s) ? scanNumber(s, 0, undefined)?.mark : undefined;
}

/* Sums */

/** Amounts are kept to this part of one, which holds prices of four decimals and drops the noise of sums. */
const PART = 10_000;

function rounded(value: number): number {
  const parts = value * PART;
  // Beyond, a double has no four decimals left to round.
  return Math.abs(parts) < Number.MAX_SAFE_INTEGER ? Math.round(parts) / PART + 0 : value;
}

/** a + b to four decimals: 0.1 + 0.2 is 0.3. */
export function addAmounts(a: number, b: number): number {
  return rounded(a + b);
}

/** What `quantity` of something come to, to four decimals. */
export function multiplyMoney(price: Money, quantity: number): Money {
  return { ...price, value: rounded(price.value * quantity) };
}

/** The price of one where `price` is that of `count`. Not rounded to four decimals: times a quantity it would be wrong. */
export function priceOfOne(price: Money, count: number): Money {
  return count === 1 ? price : { ...price, value: Number((price.value / count).toPrecision(MAX_DIGITS)) };
}

function scaled(value: number, scale: number): number {
  return scale === 1 ? value : rounded(value * scale);
}
