/** One block of text → the terms that stand in it, each as it is written there. Nothing is judged yet. */
import { hasCompanions, withCompanions } from './companions.ts';
import { BlockContext, type Found, NEAR, Phrases, type Span } from './context.ts';
import type { Block, PageContext } from './finding.ts';
import { CharClass, foldedUnit } from './fold.ts';
import { hanBearer } from './han-bearers.ts';
import { groupOf, type Index, isNamePhrase, kindOf, numberOf, ValueKind } from './index-format.ts';
import { latinBearer } from './latin-bearers.ts';
import { lazyPattern } from './lazy.ts';
import { type Candidates, GLUED, LETTER_FOR_DIGIT, LOOSE, scan } from './matcher.ts';
import { listOfVendor } from './own-list.ts';
import { type ClosedUp, closeUp } from './spread.ts';
import { innerBorder, type TermInfo } from './term-data.ts';

/** Searches one block. `scratch` is overwritten. */
export function findTerms(index: Index, block: Block, at: number, scratch: Candidates): BlockContext {
  return collectTerms(index, block, at, scan(index, block.text, scratch), closeUp(block.text));
}

/** What the search of a block brought to light. */
const Seen = { nothing: 1, noTerm: 2 } as const;

/** Reads the blocks of one page. Each is searched once, and again only where something stands in it that is not at hand. */
export class BlockReader {
  private readonly seen: Uint8Array;
  /** What was seen in texts without terms: on an order two thirds of the text are repeated. */
  private readonly seenIn = new Map<string, number>();
  /** Blocks all of whose terms are at hand, by their position. */
  private readonly whole = new Map<number, BlockContext>();

  /** `scratch` is overwritten. */
  constructor(
    private readonly index: Index,
    private readonly blocks: readonly Block[],
    private readonly scratch: Candidates,
  ) {
    this.seen = new Uint8Array(blocks.length);
  }

  /** The blocks in which terms stand, which are few, and cost little more than the search. */
  named(): BlockContext[] {
    const named: BlockContext[] = [];
    for (let at = 0; at < this.blocks.length; at++) {
      const own = this.readIfNamed(this.blocks[at] as Block, at);
      if (own) named.push(own);
    }
    return named;
  }

  /** The block at a position. */
  read(at: number): BlockContext {
    const block = this.blocks[at] as Block;
    return this.seen[at] === Seen.nothing ? new BlockContext(block, at, [], new Phrases()) : this.readAside(block, at);
  }

  /** A text that is none of the blocks, as if it were one. */
  private readAside(block: Block, at: number): BlockContext {
    return findTerms(this.index, block, at, this.scratch);
  }

  /** Undefined where there is none. */
  readTitle({ title }: PageContext): BlockContext | undefined {
    return title ? this.readAside({ id: -1, text: title }, -1) : undefined;
  }

  private readIfNamed(block: Block, at: number): BlockContext | undefined {
    if (this.seen[at] !== 0) return undefined;
    const whole = this.whole.get(at);
    if (whole) return whole;
    const known = this.seenIn.get(block.text);
    if (known !== undefined) {
      this.seen[at] = known;
      return undefined;
    }
    const candidates = scan(this.index, block.text, this.scratch);
    const closed = closeUp(block.text);
    if (!closed && !holdsTerm(this.index, candidates)) {
      const seen = candidates.length === 0 ? Seen.nothing : Seen.noTerm;
      this.seen[at] = seen;
      this.seenIn.set(block.text, seen);
      return undefined;
    }
    let isWhole = true;
    const own = collectTerms(this.index, block, at, candidates, closed, () => {
      isWhole = false;
    });
    if (own.found.length === 0) return undefined;
    if (isWhole) this.whole.set(at, own);
    return own;
  }
}

/** Of the rest, what only says something of a term; but beside a maker an everyday word may be a name. */
function holdsTerm(index: Index, { value, length }: Candidates): boolean {
  for (let i = 0; i < length; i++) {
    const candidate = value[i] as number;
    const kind = kindOf(candidate);
    if (kind === ValueKind.not || (kind === ValueKind.context && !hasCompanions(index, groupOf(candidate)))) continue;
    return true;
  }
  return false;
}

/** `candidates` is overwritten where words were closed up; `onMissing` is told of terms that are not at hand. */
function collectTerms(
  index: Index,
  block: Block,
  at: number,
  candidates: Candidates,
  closed: ClosedUp | undefined,
  onMissing?: () => void,
): BlockContext {
  const found: Found[] = [];
  const context = new Phrases();
  const not = new Phrases();
  const add = ({ part, value, flags }: Candidates, i: number, span: Span, isSpread: boolean): void => {
    const candidate = value[i] as number;
    const flagged = flags[i] as number;
    if ((flagged & GLUED) !== 0 && span.end - span.start < GLUED_LENGTH) return;
    switch (kindOf(candidate)) {
      case ValueKind.context:
        if (!isNamePhrase(candidate) || hasCapital(block.text.slice(span.start, span.end))) context.add(groupOf(candidate), span);
        break;
      case ValueKind.not:
        not.add(groupOf(candidate), span);
        break;
      default: {
        const order = numberOf(candidate);
        const info = index.parts[part[i] as number]?.terms.get(order);
        if (info === undefined) onMissing?.();
        const term = info && describe(index, block.text, info, span, flagged, isSpread);
        if (term) found.push({ ...term, at, order });
      }
    }
  };
  let span: Span = { start: 0, end: 0 };
  for (let i = 0; i < candidates.length; i++) {
    const start = candidates.start[i] as number;
    const end = candidates.end[i] as number;
    // Hundreds of groups may have one word in common: they share its place.
    if (span.start !== start || span.end !== end) span = { start, end };
    add(candidates, i, span, false);
  }
  if (closed) {
    const again = scan(index, closed.text, candidates);
    for (let i = 0; i < again.length; i++) {
      const span = closed.locate(again.start[i] as number, again.end[i] as number);
      if (span) add(again, i, span, true);
    }
  }
  if (closed || index.parts.length > 1) {
    found.sort((a, b) => a.start - b.start);
    context.sort();
    not.sort();
  }
  const known = found.map((term) => {
    const borne = withBearer(index, term, block.text);
    return not.isEmpty ? borne : withOtherMeaning(borne, not, block.text);
  });
  return new BlockContext(block, at, withCompanions(index, at, known, context, block.text), context);
}

/** Whether a text that stands alone may hold a term; hardly ever true of one that does not. */
export function mayHoldTerm(index: Index, text: string, scratch: Candidates): boolean {
  return holdsTerm(index, scan(index, text, scratch)) || closeUp(text) !== undefined;
}

/** A shorter name glued to another word may be a part of that word. */
const GLUED_LENGTH = 6;

/**
 * Null for what only looks like the term: letters of another script throughout, an abbreviation written small or as a
 * part of an identifier ("VMW_CORE").
 */
function describe(
  index: Index,
  text: string,
  info: TermInfo,
  span: Span,
  flags: number,
  isSpread: boolean,
): Omit<Found, 'at' | 'order'> | null {
  const original = text.slice(span.start, span.end);
  let latin = 0;
  let foreign = 0;
  for (let i = 0; i < original.length; i++) {
    const unit = original.charCodeAt(i);
    if (index.classes[unit] !== CharClass.letter) continue;
    if (unit < 0x250 || (unit >= 0xff21 && unit <= 0xff5a)) latin++;
    else if (foldedUnit(index, unit) !== unit && foldedUnit(index, unit) < 0x80) foreign++;
  }
  if (foreign > 0 && latin === 0 && /[a-z]/i.test(info.term)) return null;
  if ((flags & GLUED) !== 0 && info.strength !== 'plain') return null;
  const lowerCase = isWrittenSmall(info, original) && !isMakerField(info, text, span);
  if (info.kind === 'abbreviation' && (lowerCase || text.charAt(span.start - 1) === '_' || text.charAt(span.end) === '_')) return null;
  // Letters that are set apart are apart everywhere, so a gap within the name says nothing more.
  const loose = (flags & LOOSE) !== 0 && !isSpread;
  return {
    info,
    ...span,
    otherMeaning: '',
    isInsideOther: false,
    loose,
    lowerCase,
    lookAlike: foreign > 0,
    isGlued: (flags & GLUED) !== 0,
    isSpread: isSpread && SET_APART.test(original),
    hasLetterForDigit: (flags & LETTER_FOR_DIGIT) !== 0,
    anchor:
      info.strength === 'plain' &&
      !(lowerCase && info.case !== undefined) &&
      // A product's name written apart may be plain words ("smart console"); a vendor's hardly ever.
      (!loose || info.product === undefined) &&
      info.relation !== 'rebrand' &&
      info.relation !== 'former',
  };
}

/** A blank between letters, and not only the end of a line. */
const SET_APART = /\S[^\S\r\n]+[^\s]/u;
const SEPARATED = /[\s-]/u;

/** A small word of a sentence at the head of a name written apart: "only in Cloud SQL" for InCloud. */
const SMALL_WORD = /^(?:a|all|an|as|at|be|by|do|for|go|in|is|it|my|no|of|on|one|or|so|the|to|up|us|we)[\s-]/u;

/** The second pattern is slow to be compiled, and most texts have no other capitals. */
const hasCapital = (text: string): boolean => /[A-Z]/.test(text) || (/[^\0-\x7f]/.test(text) && /\p{Lu}/u.test(text));

/** Whether the text writes small what the data writes with capitals, as far as the term cares. */
function isWrittenSmall(info: TermInfo, original: string): boolean {
  // As nearly always; the patterns below are slow to be compiled.
  if (original === info.term && (info.case !== 'capital' || /^[A-Z]/.test(original))) return false;
  if (!/\p{Lu}/u.test(info.term) || info.kind === 'part-number' || info.kind === 'prefix') return false;
  if (info.case === 'exact') {
    const letters = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
    return letters(original) !== letters(info.term);
  }
  const normal = original.normalize('NFKC');
  if (/^\p{Lu}/u.test(info.term) && SMALL_WORD.test(normal)) return true;
  // "sentinel one" may be two words, "sentinelone" is the name.
  if (info.strength === 'plain' && innerBorder().test(info.term) && !SEPARATED.test(normal)) return false;
  return info.case === 'capital' ? !/^\P{L}*\p{Lu}/u.test(normal) : !/\p{Lu}/u.test(normal);
}

/** What records call the maker, right before its name: `manufacturer: 'dahua'`, `"brand":"huawei"`. */
const makerField = lazyPattern(
  String.raw`(?<![\p{L}\p{N}])(?:manufacturer|vendor|brand|maker|厂商|厂家|品牌)["'”’]?\s?[:=：]\s?["'“‘]$`,
  'iu',
);
const LONGEST_FIELD = 24;

/** Whether a vendor's name is all that a field of makers says: there it is as often written small. */
function isMakerField(info: TermInfo, text: string, { start, end }: Span): boolean {
  if (info.product !== undefined || info.related !== undefined || !/["'”’]/u.test(text.charAt(end))) return false;
  return makerField().test(text.slice(Math.max(0, start - LONGEST_FIELD), start));
}

/** The term, with the longer name of somebody else that it is part of. Own lists say themselves what they mean. */
function withBearer(index: Index, found: Found, text: string): Found {
  if (listOfVendor(found.info.vendor) !== undefined) return found;
  if (found.info.kind === 'part-number') return withLongerNumber(found, text);
  const isHan = index.classes[text.charCodeAt(found.end - 1)] === CharClass.open;
  const bearer = isHan ? hanBearer(index, text, found) : latinBearer(text, found);
  return bearer === undefined ? found : { ...found, otherMeaning: bearer, isInsideOther: true, anchor: false };
}

/** What other makers write before their numbers: the whole of RG-S5310-24GT4XS-E is Ruijie's, though its end is like one of Huawei's. */
const beforeTail = lazyPattern(String.raw`(?<![\p{L}\p{N}-])\p{Lu}{2,4}-$`, 'u');

/** The identifiers that records and files are named with: "ce9888da-0bae-43ad-abd4-c9875fcd8b51" holds no switch. */
const uuidPattern = lazyPattern(
  String.raw`(?<![\p{L}\p{N}])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\p{L}\p{N}])`,
  'iu',
);
const UUID_LENGTH = 36;
/** Their end, by signs that are quickly compiled: nearly no number has one around it. */
const UUID_END = /-[0-9a-f]{12}/i;

/** The number, with the longer one that it is a part of. */
function withLongerNumber(found: Found, text: string): Found {
  // None fits in that reaches up to the number or begins behind its start: what is found holds it.
  const around = text.slice(Math.max(0, found.start - UUID_LENGTH), found.start + UUID_LENGTH);
  const uuid = UUID_END.test(around) ? uuidPattern().exec(around) : null;
  if (uuid !== null) return { ...found, otherMeaning: uuid[0], isInsideOther: true, anchor: false };
  if (found.info.strength === 'plain') return found;
  const before = beforeTail().exec(text.slice(Math.max(0, found.start - 6), found.start));
  return before === null ? found : { ...found, otherMeaning: text.slice(found.start - before[0].length, found.end) };
}

/** The term, with a phrase of another meaning that stands near, or that it is part of. */
function withOtherMeaning(found: Found, not: Phrases, text: string): Found {
  if (found.isInsideOther) return found;
  let otherMeaning = '';
  for (const group of found.info.not) {
    for (const phrase of not.near(group, found, NEAR.not)) {
      const phraseText = text.slice(phrase.start, phrase.end);
      if (phrase.start <= found.start && phrase.end >= found.end) {
        return { ...found, otherMeaning: phraseText, isInsideOther: true, anchor: false };
      }
      if (found.info.strength !== 'plain') otherMeaning = phraseText;
    }
  }
  return otherMeaning === '' ? found : { ...found, otherMeaning };
}
