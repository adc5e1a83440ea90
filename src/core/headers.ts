/** Header cells → what their columns may hold. */
import { withoutBasis } from './amounts.ts';
import {
  BEGINNINGS,
  COMPOUNDS,
  type Header,
  type HeaderKind,
  MAY_HEAD_QUANTITIES,
  QUALIFIERS,
  TAX,
  TAX_PREPOSITION,
  WORDS,
} from './header-words.ts';
import { lazy, lazyPattern } from './lazy.ts';

/** By their keys; undefined until they are ready. */
let known: ReadonlyMap<string, Header> | undefined;

export function* loadHeaders(): Generator<undefined> {
  if (known) return;
  const found = new Map<string, Header>();
  for (const [kind, rank, words] of WORDS) {
    const header = { kind, rank };
    // All words of a kind at once: one by one they took longer than the reading of most tables.
    for (const key of keyOf(words, signsInList()).split('|')) found.set(key, header);
    yield;
  }
  known = found;
}

/** At once where they were not made ready in steps. */
function headers(): ReadonlyMap<string, Header> {
  for (const _ of loadHeaders());
  return known as ReadonlyMap<string, Header>;
}

const han = lazyPattern(String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+`, 'gu');
const latin = lazyPattern(String.raw`\p{Script=Latin}`, 'u');
const signs = lazyPattern(String.raw`[^\p{L}\p{M}\p{N}#%°]+`, 'gu');
const signsInList = lazyPattern(String.raw`[^\p{L}\p{M}\p{N}#%°|]+`, 'gu');
const headerWord = lazyPattern(String.raw`[\p{L}\p{M}\p{N}#%°]+`, 'gu');
const beginnings = lazy(() => BEGINNINGS.map((words) => keyOf(words)));
const BRACKETS = /[([{【「][^()[\]{}【】「」]{0,40}[)\]}】」]/g;
/** Headers are short; bilingual ones with a unit are the longest. */
export const MAX_HEADER = 80;
const MAX_COMPOUND = 14;

export function keyOf(text: string, without = signs()): string {
  return text.normalize('NFKC').toLowerCase().replace(without, '');
}

/** What a header cell says; undefined where it is none that we know. */
export function readHeader(text: string): Header | undefined {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > MAX_HEADER || /^\d/.test(trimmed)) return undefined;
  const whole = trimmed.normalize('NFKC');
  const bare = withoutBasis(whole.replace(BRACKETS, ' ')).trim() || whole;
  const exact = headers().get(keyOf(bare));
  if (exact) return exact;
  const hanWords = bare.match(han())?.join('');
  if (hanWords !== undefined && latin().test(bare)) {
    return surer(readWords(hanWords), readWords(bare.replace(han(), ' '))) ?? readPieces(bare);
  }
  return readWords(bare) ?? readPieces(bare);
}

/** Whether a text heads a column of quantities, as its best name. Asked of each short text of a page. */
export function headsQuantities(text: string): boolean {
  if (text.length > MAX_HEADER || !MAY_HEAD_QUANTITIES.test(text)) return false;
  const header = readHeader(text);
  return header?.kind === 'quantity' && header.rank === 0;
}

/** Bilingual headers without a change of script: "Menge / Qty". */
function readPieces(text: string): Header | undefined {
  const pieces = text.split(/[/|·•\n;,]/);
  return pieces.length < 2 || pieces.length > 4 ? undefined : pieces.map(readWords).reduce(surer, undefined);
}

function surer(a: Header | undefined, b: Header | undefined): Header | undefined {
  if (!a || !b) return a ?? b;
  return isOpen(a.kind) && !isOpen(b.kind) ? b : a;
}

export const isOpen = (kind: HeaderKind): boolean =>
  kind === 'item' || kind === 'no' || kind === 'name' || kind === 'units' || kind === 'specification';

function readWords(text: string): Header | undefined {
  const key = keyOf(text);
  const exact = headers().get(key);
  if (exact || key === '') return exact;
  if (!latin().test(key)) {
    return key.length > MAX_COMPOUND
      ? undefined
      : COMPOUNDS.flatMap(([pattern, kind, rank]) => (pattern.test(key) ? [{ kind, rank }] : []))[0];
  }
  const words = text.toLowerCase().match(headerWord()) ?? [];
  if (words.length > 8) return undefined;
  const hasPreposition = words.some((word) => TAX_PREPOSITION.test(word));
  const kept = words.filter((word) => !QUALIFIERS.has(word) && !(hasPreposition && (TAX.test(word) || TAX_PREPOSITION.test(word))));
  const found = kept.length > 0 && kept.length < words.length ? headers().get(kept.join('')) : undefined;
  if (found) return found;
  const beginning = beginnings().find((start) => key.startsWith(start));
  return beginning === undefined ? undefined : headers().get(beginning);
}

/** "Price" over "Unit" is a unit price, over "Total" an amount. */
export function readLevels(upper: string, lower: string): Header | undefined {
  const exact = headers().get(keyOf(`${lower} ${upper}`)) ?? headers().get(keyOf(`${upper} ${lower}`));
  return exact ?? readHeader(lower) ?? readHeader(`${upper} ${lower}`) ?? readHeader(upper);
}
