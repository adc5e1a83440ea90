/** Names of companies as they are compared: "Norvex Systems Co., Ltd." and "NORVEX SYSTEMS" are one. */
import { Folded, type FoldTables, foldInto } from './fold.ts';
import { lazyPattern } from './lazy.ts';

/** What companies are called besides their names. */
const FORMS = new Set([
  'ag', 'bv', 'co', 'company', 'corp', 'corporation', 'gmbh', 'group', 'inc', 'incorporated', 'limited', 'llc', 'ltd', 'nv', 'plc', 'pte',
  'pty', 'sa',
]); // biome-ignore format: one line
const HAN_FORMS = ['股份', '有限', '责任', '公司', '集团'];
const MARKS = ' \t,.&()（）';
const letter = lazyPattern(String.raw`[\p{L}\p{N}]`, 'u');
const marks = lazyPattern(String.raw`[^\p{L}\p{N}]+`, 'gu');

const isLatin = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;

/** Text in lower case without the forms of companies at its end; '' where it is nothing else. */
export function withoutForm(text: string): string {
  for (let end = text.length; ; ) {
    while (end > 0 && MARKS.includes(text.charAt(end - 1))) end--;
    let start = end;
    while (start > 0 && isLatin(text.charCodeAt(start - 1))) start--;
    const han = HAN_FORMS.find((form) => text.endsWith(form, end));
    if (FORMS.has(text.slice(start, end)) && !letter().test(text.charAt(start - 1))) end = start;
    else if (han !== undefined) end -= han.length;
    else return text.slice(0, end);
  }
}

const scratch = new Folded();

/** The folded letters and digits of a text. */
export function lettersOf(tables: FoldTables, text: string): string {
  return fold(tables, text).replace(marks(), '');
}

/** The same of a company's name without its form. */
export function companyKey(tables: FoldTables, name: string): string {
  const folded = fold(tables, name);
  return (withoutForm(folded) || folded).replace(marks(), '');
}

function fold(tables: FoldTables, text: string): string {
  const { units, length } = foldInto(tables, text, scratch);
  return String.fromCharCode(...units.subarray(0, length));
}
