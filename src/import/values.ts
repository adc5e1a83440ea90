/** What one cell says: several values, a date, a severity, a link; and how an export writes it, so that it is read back the same. */

/** Parts the values of a cell, as a line end does. A backslash before one of these makes it a part of the value. */
const SEPARATORS = ';；|\n';
const SPECIAL = /[;；|\n\\]/;

/** The values of a cell, parted by `;`, `；`, `|` or line ends. A `|` in brackets belongs to a part-number pattern. */
export function splitValues(text: string): string[] {
  if (!SPECIAL.test(text)) return [text];
  const values: string[] = [];
  let value = '';
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === '\\' && next !== '' && `${SEPARATORS}\\`.includes(next)) {
      value += next;
      at++;
    } else if (SEPARATORS.includes(character) && !(character === '|' && depth > 0)) {
      values.push(value);
      value = '';
      depth = 0;
    } else {
      if (character === '(' || character === '[') depth++;
      else if (character === ')' || character === ']') depth--;
      value += character;
    }
  }
  return [...values, value];
}

/** What `splitValues` reads back. */
export const joinValues = (values: readonly string[]): string => values.map(protect).join('; ');

function protect(value: string): string {
  const isPlain = !SPECIAL.test(value) || (!value.endsWith('\\') && splitValues(value)[0] === value);
  return isPlain ? value : value.replace(/[\\;；|\n]/g, '\\$&');
}

/** What a spreadsheet program would take for a formula; our own mark before it is an apostrophe. */
const FORMULA = /^'*[=+\-@\t\r]/;

/** A cell that no spreadsheet program calculates. */
export const neutralise = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

/** A cell without the mark that `neutralise` puts there. */
export const restore = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);

/** Letters and digits of a word, small: what does not depend on how somebody writes it. */
export const foldWord = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const prohibited =
  words(`prohibited prohibit banned ban forbidden blocked block denied deny restricted blacklisted 'do not buy' 'not to be bought' 'not allowed' no
  禁止 禁止采购 禁用 禁购 禁止使用 不得采购 不准采购 停用 限制 黑名单`);
const review = words(`review ask caution check conditional advisory watch 'needs review' 'ask first' 'case by case'
  须先核实 须核实 需核实 待核实 核实 需复核 复核 需审核 审核 需审批 审批 需确认 确认 谨慎 慎用 询问 待定 关注 观察 有条件`);

/** The severity that a word means; undefined for a word that we do not know. Nothing said is prohibited: it is a list of restrictions. */
export function severityOf(text: string): 'prohibited' | 'review' | undefined {
  if (text === '') return 'prohibited';
  // Most are written as they are folded.
  const word = prohibited.has(text) ? text : foldWord(text);
  if (word === '' || prohibited.has(word)) return 'prohibited';
  return review.has(word) ? 'review' : undefined;
}

/** Words for an approval that does not end. */
const forever = words(
  `permanent unlimited indefinite 'open ended' 'no expiry' none 'n/a' never 长期 长期有效 永久 永久有效 无限期 无 不限`,
);

/** The day as YYYY-MM-DD; undefined for an approval that does not end. */
export function dateOf(text: string): { readonly date?: string } | 'date' | 'date-ambiguous' {
  const trimmed = text.normalize('NFKC').trim();
  if (/^[-/]*$/.test(trimmed) || forever.has(foldWord(trimmed))) return {};
  const yearFirst = /^(\d{4})[-/.年 ](\d{1,2})[-/.月 ](\d{1,2})日?(?:[T ].*)?$/.exec(trimmed) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(trimmed);
  if (yearFirst) return dayOf(yearFirst[1], yearFirst[2], yearFirst[3]);
  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(trimmed);
  if (!yearLast) return 'date';
  const [, first, mark, second, year] = yearLast;
  // With stops the day comes first wherever it is written so. With slashes it depends on the country.
  if (mark === '.' || first === second || Number(first) > 12) return dayOf(year, second, first);
  return Number(second) > 12 ? dayOf(year, first, second) : 'date-ambiguous';
}

function dayOf(year = '', month = '', day = ''): { readonly date: string } | 'date' {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  // The 31st of a shorter month is another day.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? { date } : 'date';
}

/** An address that may become a link; undefined for every other. */
export function linkOf(text: string): string | undefined {
  if (!/^https:\/\/[^\s\p{Cc}\p{Cf}]+$/iu.test(text)) return undefined;
  try {
    const { username, password } = new URL(text);
    return username === '' && password === '' ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Words as `foldWord` leaves them; those of several words are in quotes. */
function words(list: string): ReadonlySet<string> {
  return new Set(Array.from(list.matchAll(/'([^']*)'|\S+/g), ([word]) => foldWord(word)));
}
