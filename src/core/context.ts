/**
 * What stands around a term: in its block, its row, the neighbouring blocks and the page's title.
 *
 * Everything is looked up by vendor or group in lists ordered by place, so that judging a term costs the same in a
 * paragraph with ten names and in a column with ten thousand.
 */
import type { Block, Evidence } from './finding.ts';
import type { TradeInfo } from './index-format.ts';
import { isForbidden, isPriced } from './role.ts';
import type { TermInfo } from './term-data.ts';

/** Distances in UTF-16 units, and blocks, within which something counts as near. Chosen on the evaluation corpus. */
export const NEAR = {
  /** "VMware vSphere", "VMware® vSphere", "飞塔（Fortinet）". */
  beside: 4,
  /** A context term speaks for a word in the same sentence or two. */
  contextTerm: 160,
  /** A phrase of another meaning speaks against it over the same distance. */
  not: 120,
  /** The vendor's name within a long paragraph. */
  vendor: 400,
  /** Neighbouring blocks: the heading above a table, the line before. */
  blocks: 3,
  /** Blocks over which numbers make one list: some rows of a table, a few dozen lines. */
  list: 24,
} as const;

/** No term or phrase of the data is longer; what begins earlier than this before a place does not reach it. */
const LONGEST = 320;
/** Context terms that are told; more would convince nobody further. */
const MAX_CONTEXT_TERMS = 3;
/** Phrases of a group among which those are looked for that differ. */
const MAX_PHRASES = 64;

/** A half-open span of a block's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One term found in one block, before it is judged. */
export interface Found extends Span {
  /** Position of the block among those screened together. */
  readonly at: number;
  readonly info: TermInfo;
  /** Place of the term in the data. */
  readonly order: number;
  readonly loose: boolean;
  readonly lowerCase: boolean;
  readonly lookAlike: boolean;
  /** Goes on before or behind, parted by a capital alone. */
  readonly isGlued: boolean;
  /** Letter-spaced. */
  readonly isSpread: boolean;
  /** A part number with the letter O where it has a zero. */
  readonly hasLetterForDigit: boolean;
  /** Counts without help, and so speaks for others of its vendor. */
  readonly anchor: boolean;
  /** A phrase of another meaning that stands near; '' when there is none. */
  readonly otherMeaning: string;
  /** Whether the term is part of that phrase. */
  readonly isInsideOther: boolean;
}

/** A text that speaks for something elsewhere: a vendor's name or product, or a context term. */
interface Sign {
  readonly at: number;
  readonly text: string;
}

/** Units between two spans; 0 when they touch or overlap. */
export function gap(a: Span, b: Span): number {
  return Math.max(0, a.start >= b.end ? a.start - b.end : b.start - a.end);
}

const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** The members of an ordered list that may lie within `reach` of a span. */
function near<T extends Span>(ordered: readonly T[] | undefined, span: Span, reach: number): Iterable<T> {
  return ordered ? within(ordered, span, reach) : [];
}

function* within<T extends Span>(ordered: readonly T[], span: Span, reach: number): Generator<T> {
  let low = 0;
  let high = ordered.length;
  const first = span.start - reach - LONGEST;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle] as T).start < first) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < ordered.length; i++) {
    const member = ordered[i] as T;
    if (member.start > span.end + reach) return;
    if (gap(member, span) <= reach) yield member;
  }
}

/** Phrases by group, each list in order of place. */
export class Phrases {
  /** Most groups have one phrase in a block, and a block may have phrases of hundreds: only more than one are a list. */
  private readonly groups = new Map<number, Span | Span[]>();

  add(group: number, span: Span): void {
    const known = this.groups.get(group);
    if (known === undefined) this.groups.set(group, span);
    else if (Array.isArray(known)) known.push(span);
    else this.groups.set(group, [known, span]);
  }

  /** Puts the phrases in order of place, where they were not added so. */
  sort(): void {
    for (const spans of this.groups.values()) if (Array.isArray(spans)) spans.sort((a, b) => a.start - b.start);
  }

  get isEmpty(): boolean {
    return this.groups.size === 0;
  }

  near(group: number, span: Span, reach: number): Iterable<Span> {
    return near(this.of(group), span, reach);
  }

  /** The phrases of a group. */
  of(group: number): readonly Span[] | undefined {
    const known = this.groups.get(group);
    return known === undefined || Array.isArray(known) ? known : [known];
  }
}

function append<K, T>(groups: Map<K, T[]>, key: K, member: T): void {
  const known = groups.get(key);
  if (known) known.push(member);
  else groups.set(key, [member]);
}

export const isVendorName = ({ info }: Found): boolean =>
  info.product === undefined && info.related === undefined && info.kind !== 'part-number';

/** A brand or company of the vendor's, whose name stands for the vendor as its own does. */
export const isBrand = ({ info }: Found): boolean =>
  info.related !== undefined && info.relation !== 'former' && info.relation !== 'rebrand';

const isHan = (text: string): boolean => /^\p{Script=Han}+$/u.test(text);

/** A product's name of Chinese characters, which is often a word or a figure of legend: 昇腾, 鲲鹏, 鸿蒙. */
const isHanProduct = ({ info }: Found): boolean => info.kind !== 'part-number' && info.product !== undefined && isHan(info.term);

/** Words that mean nothing without the vendor's name. */
export const isGeneric = ({ info }: Found): boolean => info.strength === 'vendor' && info.kind !== 'part-number';

/** Signs of a number that says something beside another one; shorter ones (C300, MF79) are everywhere. */
const LONG_NUMBER = 6;
const isLongNumber = ({ info, start, end }: Found): boolean =>
  info.kind === 'part-number' && info.strength === 'context' && end - start >= LONG_NUMBER;

/** Whether both are numbers that others might give too, of different products of one vendor, each at its own place. */
const isOtherNumber = (other: Found, { info, ...span }: Found): boolean =>
  isLongNumber(other) && other.info.product !== info.product && !other.isInsideOther && !overlaps(other, span);

/** How many other numbers of a vendor make a list of its numbers. */
const LISTED_NUMBERS = 3;
/** Signs of a number that such a list may speak for. */
const LISTED_LENGTH = 5;

/** What a number has that speaks in a list: of letters and figures alone there are too many (ASM1051, ASM1053, ASM1153). */
const IN_PARTS = /[\p{L}\p{N}][-\s][\p{L}\p{N}]/u;

/** A number as numbers are compared: SFP-10G-LR and SFP 10G LR are one. */
const bareNumber = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** What may stand between a vendor's name and its product: "Norvex® Bastion", "Norvex’s Bastion". */
const ONLY_BLANK = /^(?:['’]s\s)?[\s®™©]*$/u;

/** What may stand between a name and its translation. */
const IN_BRACKETS = /^\s?[（(]\s?$|^\s$|^$/u;

/** What may stand between a vendor's name and a part number of its own: "中兴/R5300 G4X", "品牌：移远，型号：EC20". */
const BEFORE_NUMBER = /^[\s,，、/：:;；()（）"“”|-]*(?:(?:规格)?型号|规格|models?|p\/?n)?[\s：:]*$/iu;
/** Room for those words. */
const LONGEST_BEFORE_NUMBER = 10;

/** What may stand behind a product's name that fills its cell. */
const ONLY_VERSION = /^(?:v?\d{1,2}(?:\.(?:\d{1,3}|x)){0,3})?$/iu;

/** Ends a sentence or parts what is listed: "We use Norvex. Endpoint Security matters." names no product. */
const PARTS = /[.,;!?。，、；！？]/u;

/** What may stand between two names of one list, where each alone is ambiguous: "海康、大华", "飞塔/派拓", "Wiz and Orca", '"海康", "大华"'. */
const JOINS = /^[\s、，,/／|;；·&+()（）'"“”‘’]*(?:and|or|vs\.?|和|与|與|及|或|跟)?\s*$/iu;
/** The longest of them: " and ", ", and ". */
export const LONGEST_JOIN = 6;
/** Whether what stands between two names makes them members of one list. */
export const joinsNames = (between: string): boolean => JOINS.test(between);

/** What a Chinese name in a list may go on with; any other sign may make another word of it: "依图纸", "中国电子学会". */
const ENDS_IN_LIST = /^(?:$|[^\p{L}\p{N}]|[等和与與及或])/u;

/** No maker's name that has a cell for its own is longer. */
const LONGEST_BRAND = 40;

/** A block with all that was found in it. */
export class BlockContext {
  private readonly anchors = new Map<string, Found[]>();
  /** Names of vendors, ambiguous ones too. */
  private readonly names = new Map<string, Found[]>();
  private readonly products = new Map<string, Found[]>();

  constructor(
    readonly block: Block,
    readonly at: number,
    readonly found: readonly Found[],
    readonly phrases: Phrases,
  ) {
    for (const term of found) {
      const { vendor } = term.info;
      if (term.anchor) append(this.anchors, vendor, term);
      if (isVendorName(term)) append(this.names, vendor, term);
      else if (!isGeneric(term)) append(this.products, vendor, term);
    }
  }

  /** Lets names that were confirmed speak for others, as those that need no confirming do. */
  promote(names: readonly Found[]): void {
    for (const found of names) append(this.anchors, found.info.vendor, found);
    for (const vendor of new Set(names.map(({ info }) => info.vendor))) this.anchors.get(vendor)?.sort((a, b) => a.start - b.start);
  }

  /**
   * A product of the vendor right behind its name, whatever the product's own words mean. A part number that not everybody
   * gives may stand behind a sign, or behind what such columns are called.
   */
  productBehind(found: Found): string | undefined {
    for (const product of near(this.products.get(found.info.vendor), found, LONGEST_BEFORE_NUMBER)) {
      if (product.lowerCase || product.isInsideOther || product.start < found.end) continue;
      const between = this.block.text.slice(found.end, product.start);
      const isNumber = product.info.kind === 'part-number' && product.info.strength !== 'vendor';
      if ((isNumber ? BEFORE_NUMBER : ONLY_BLANK).test(between)) return this.textOf(product);
    }
    return undefined;
  }

  /** A number of another product of the vendor near the span, as ambiguous as itself. */
  otherNumber(found: Found): Found | undefined {
    for (const other of near(this.products.get(found.info.vendor), found, NEAR.vendor)) if (isOtherNumber(other, found)) return other;
    return undefined;
  }

  /** The long numbers of a vendor near the span, in parts, that others might give too, each as it is written. */
  *longNumbers(vendor: string, span: Span): Generator<string> {
    for (const other of near(this.products.get(vendor), span, NEAR.vendor)) {
      if (!isLongNumber(other) || other.isInsideOther) continue;
      const text = this.textOf(other);
      if (IN_PARTS.test(text)) yield text;
    }
  }

  /** Whether the span is all that the block says. */
  isWhole({ start, end }: Span): boolean {
    return this.block.text.trim() === this.block.text.slice(start, end);
  }

  /** The part numbers that are all the block says, whoever gives them. */
  wholeNumbers(): readonly Found[] {
    return this.found.filter((found) => found.info.kind === 'part-number' && !found.isInsideOther && this.isWhole(found));
  }

  textOf(span: Span): string {
    return this.block.text.slice(span.start, Math.min(span.end, span.start + 120));
  }

  /** The nearest other sign of the vendor within reach in this block. */
  nearestAnchor(found: Found, reach: number): { readonly anchor: Found; readonly distance: number } | undefined {
    let best: { anchor: Found; distance: number } | undefined;
    for (const anchor of near(this.anchors.get(found.info.vendor), found, reach)) {
      if (anchor === found || overlaps(anchor, found)) continue;
      const distance = gap(anchor, found);
      if (!best || distance < best.distance) best = { anchor, distance };
    }
    return best;
  }

  /** The vendor's own name, not one of its products, right before the span and in one phrase with it. */
  nameBefore(found: Found): Found | undefined {
    for (const anchor of near(this.anchors.get(found.info.vendor), found, NEAR.beside)) {
      if (anchor.info.product !== undefined || anchor.end > found.start) continue;
      if (!PARTS.test(this.block.text.slice(anchor.end, found.start))) return anchor;
    }
    return undefined;
  }

  /** Whether a name of another vendor stands in the block; in nearly all there is none, and a trade has dozens. */
  private hasOthers(vendor: string): boolean {
    const isOther = (names: ReadonlyMap<string, unknown>): boolean => names.size > (names.has(vendor) ? 1 : 0);
    return isOther(this.names) || isOther(this.anchors);
  }

  /** A maker of the trade named near the span, itself aside; ambiguous names count only right beside it. */
  otherMaker(found: Found, { group, vendors }: TradeInfo): string | undefined {
    for (const phrase of this.phrases.near(group, found, NEAR.contextTerm)) if (!overlaps(phrase, found)) return this.textOf(phrase);
    for (const vendor of this.hasOthers(found.info.vendor) ? vendors : []) {
      if (vendor === found.info.vendor) continue;
      for (const anchor of near(this.anchors.get(vendor), found, NEAR.contextTerm))
        if (!overlaps(anchor, found)) return this.textOf(anchor);
      for (const name of near(this.names.get(vendor), found, NEAR.beside)) {
        if (!name.lowerCase && !name.isInsideOther && this.isListedWith(name, found)) return this.textOf(name);
      }
    }
    return undefined;
  }

  /** A vendor of whatever trade, known by itself, in one list with a Chinese name that no other word follows: "腾讯、云从等". */
  listedVendor(found: Found): string | undefined {
    if (!isHan(found.info.term) || !this.hasOthers(found.info.vendor)) return undefined;
    if (!ENDS_IN_LIST.test(this.block.text.charAt(found.end))) return undefined;
    for (const [vendor, anchors] of this.anchors) {
      if (vendor === found.info.vendor) continue;
      for (const anchor of near(anchors, found, LONGEST_JOIN)) {
        const isName = (isVendorName(anchor) || isBrand(anchor)) && !anchor.lowerCase && !anchor.isInsideOther;
        if (isName && this.isListedWith(anchor, found) && gap(anchor, found) > 0) return this.textOf(anchor);
      }
    }
    return undefined;
  }

  /** The vendor's other name right beside this one, in the other script: "通用动力（General Dynamics）". Neither need be known by itself. */
  translationOf(found: Found): string | undefined {
    if (!isVendorName(found) || found.info.strength !== 'context' || found.lowerCase || found.loose) return undefined;
    for (const other of near(this.names.get(found.info.vendor), found, NEAR.beside)) {
      if (other.lowerCase || other.loose || other.isInsideOther || overlaps(other, found)) continue;
      if (other.info.strength !== 'context' || isHan(other.info.term) === isHan(found.info.term)) continue;
      const [left, right] = other.start < found.start ? [other, found] : [found, other];
      if (IN_BRACKETS.test(this.block.text.slice(left.end, right.start))) return this.textOf(other);
    }
    return undefined;
  }

  /** Whether two spans stand side by side in a list, with nothing between them but what joins its members. */
  private isListedWith(a: Span, b: Span): boolean {
    if (overlaps(a, b) || gap(a, b) > LONGEST_JOIN) return false;
    return joinsNames(this.block.text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start)));
  }

  /** The ambiguous name of a vendor, or Chinese one of a product, that a context term is here. */
  private nameAt(phrase: Span, isSure: (name: Found) => boolean): Found | undefined {
    for (const name of near(this.found, phrase, 0)) {
      const isWhole = name.start <= phrase.start && name.end >= phrase.end;
      if (isWhole && (isVendorName(name) || isHanProduct(name)) && !isSure(name)) return name;
    }
    return undefined;
  }

  /**
   * Context terms near the span, it aside. One that is itself somebody's ambiguous name says something only as a member of
   * the same list: 王大华 and 张海康 are two persons.
   */
  *contextTerms(found: Found): Generator<Span> {
    // Also a name that something else confirmed.
    const isSure = (name: Found): boolean => this.anchors.get(name.info.vendor)?.includes(name) === true;
    for (const phrase of this.phrases.near(found.info.context, found, NEAR.contextTerm)) {
      if (overlaps(phrase, found)) continue;
      const name = this.nameAt(phrase, isSure);
      if (name === undefined || (!name.isInsideOther && this.isListedWith(name, found))) yield phrase;
    }
  }

  /** Whether a context term may speak for another cell of the row: a name that is ambiguous in itself only where it is the whole cell. */
  speaksInRow(phrase: Span): boolean {
    const name = this.nameAt(phrase, ({ anchor }) => anchor);
    return name === undefined || (!name.isInsideOther && this.isWhole(name));
  }

  /** Whether the span is all that the block says but for a version: "Endpoint Security 10.7". */
  isWholeProduct({ start, end }: Span): boolean {
    const { text } = this.block;
    return text.slice(0, start).trim() === '' && ONLY_VERSION.test(text.slice(end).trim());
  }

  /** The name of somebody else that stands right before the span, with nothing but a space between. */
  otherMakerBefore(found: Found, trades: readonly TradeInfo[]): string | undefined {
    const isRightBefore = (span: Span): boolean => found.start - span.end === 1 && this.block.text.charAt(span.end) === ' ';
    const hasOthers = this.hasOthers(found.info.vendor);
    for (const { group, vendors } of trades) {
      for (const phrase of this.phrases.near(group, found, 1)) if (isRightBefore(phrase)) return this.textOf(phrase);
      for (const vendor of hasOthers ? vendors : []) {
        if (vendor === found.info.vendor) continue;
        for (const name of near(this.names.get(vendor), found, 1)) if (name.anchor && isRightBefore(name)) return this.textOf(name);
      }
    }
    return undefined;
  }

  /** Any maker of the trade but one, near an end of the text. */
  makerNear(end: number, { group, vendors }: TradeInfo, besides: string): string | undefined {
    for (const phrase of this.phrases.near(group, { start: end, end }, NEAR.vendor)) return this.textOf(phrase);
    for (const vendor of this.anchors.size > 0 ? vendors : []) {
      const anchor = vendor === besides ? undefined : this.anchorNear(end, vendor);
      if (anchor) return this.textOf(anchor);
    }
    return undefined;
  }

  /** A sign of the vendor near an end of the text. */
  anchorNear(end: number, vendor: string): Found | undefined {
    for (const anchor of near(this.anchors.get(vendor), { start: end, end }, NEAR.vendor)) return anchor;
    return undefined;
  }

  firstAnchor(vendor: string): Found | undefined {
    return this.anchors.get(vendor)?.[0];
  }

  /** The first sign of each vendor. */
  *firstAnchors(): Generator<Found> {
    for (const [first] of this.anchors.values()) if (first) yield first;
  }
}

/** The cells of one row. */
export class RowContext {
  private readonly signs = new Map<string, Sign[]>();
  private readonly cells: BlockContext[] = [];
  /** Of the groups that were asked for: a word like "firewall" is of hundreds. */
  private readonly contextTerms = new Map<number, readonly Sign[]>();
  /** By vendor the part numbers that have a cell of their own. */
  private readonly numbers = new Map<string, string>();
  /** By vendor the name that is all a cell says. */
  private readonly makers = new Map<string, string>();
  private readonly texts: string[] = [];
  private priced: boolean | undefined;
  private forbidden: boolean | undefined;

  add(cell: BlockContext): void {
    this.texts.push(cell.block.text);
    this.cells.push(cell);
    for (const anchor of cell.firstAnchors()) {
      this.addSign(anchor.info.vendor, { at: cell.at, text: cell.textOf(anchor) });
      this.addMaker(anchor, cell);
    }
    for (const number of cell.wholeNumbers()) this.numbers.set(number.info.vendor, cell.textOf(number));
  }

  addSign(vendor: string, sign: Sign): void {
    const known = this.signs.get(vendor) ?? [];
    // Two cells are enough: one of them is not the cell that asks.
    if (known.length < 2 && !known.some(({ at }) => at === sign.at)) this.signs.set(vendor, [...known, sign]);
  }

  /** Takes note of a vendor's name where it is all that its cell says. */
  addMaker(name: Found, cell: BlockContext): void {
    const isMaker = name.info.product === undefined && name.info.kind !== 'part-number';
    if (isMaker && cell.isWhole(name)) this.makers.set(name.info.vendor, cell.textOf(name));
  }

  /** A sign of the vendor in another cell. */
  signOf(vendor: string, besides: number): string | undefined {
    return this.signs.get(vendor)?.find((sign) => sign.at !== besides)?.text;
  }

  /** The vendor's name in a cell of its own, where no other vendor has one: the row tells of this vendor's product. */
  makerOf(vendor: string): string | undefined {
    return this.makers.size === 1 ? this.makers.get(vendor) : undefined;
  }

  /** A part number that the vendor gives, in a cell of its own beside a cell that is the vendor's name and nothing else. */
  numberBeside(name: Found, own: BlockContext): string | undefined {
    return own.isWhole(name) ? this.numbers.get(name.info.vendor) : undefined;
  }

  /** A maker of the trade, the vendor itself aside, that has a cell for its own. `fold` is that of the index. */
  brandBeside(vendor: string, { vendors, alone }: TradeInfo, fold: (text: string) => string): string | undefined {
    const described = vendors.find((other) => other !== vendor && this.makers.has(other));
    if (described !== undefined) return this.makers.get(described);
    return this.texts.map((text) => text.trim()).find((text) => text.length <= LONGEST_BRAND && alone.includes(fold(text)));
  }

  contextTermsOf(group: number, besides: number): string[] {
    const known = this.contextTerms.get(group) ?? this.findContextTerms(group);
    this.contextTerms.set(group, known);
    return known.filter((sign) => sign.at !== besides).map((sign) => sign.text);
  }

  /** Twice as many as are told, half of them of one cell, since the cell that asks leaves its own out. */
  private findContextTerms(group: number): Sign[] {
    const known: Sign[] = [];
    for (const cell of this.cells) {
      const own: string[] = [];
      const spans = cell.phrases.of(group) ?? [];
      for (let i = 0; i < Math.min(spans.length, MAX_PHRASES); i++) {
        const span = spans[i] as Span;
        if (own.length >= MAX_CONTEXT_TERMS || known.length >= 2 * MAX_CONTEXT_TERMS) break;
        if (!cell.speaksInRow(span)) continue;
        const text = cell.textOf(span);
        if (own.includes(text.toLowerCase())) continue;
        own.push(text.toLowerCase());
        known.push({ at: cell.at, text });
      }
    }
    return known;
  }

  /** Whether some cell of the row is a price or a quantity. */
  get isPriced(): boolean {
    this.priced ??= isPriced(this.texts);
    return this.priced;
  }

  /** Whether some cell of the row says that what it names may not be bought. */
  get isForbidden(): boolean {
    this.forbidden ??= isForbidden(this.texts);
    return this.forbidden;
  }
}

/** Of a block that stands in none: no other cell says anything of it. */
const NO_ROW = new RowContext();

/** The blocks of one screening in which terms stand, and those around them: the others say nothing of any term. */
export class PageContextIndex {
  private readonly contexts = new Map<number, BlockContext>();
  private readonly rows = new Map<number, RowContext>();

  /** `named` are the blocks with terms; `read` reads another one, at its position. */
  constructor(
    private readonly blocks: readonly Block[],
    named: readonly BlockContext[],
    private readonly read: (at: number) => BlockContext,
  ) {
    for (const own of named) {
      this.contexts.set(own.at, own);
      if (own.block.row !== undefined) this.rows.set(own.block.row, new RowContext());
    }
    if (this.rows.size === 0) return;
    // Counted: in code that runs for the first time an iterator of pairs costs some microseconds a block.
    for (let at = 0; at < blocks.length; at++) {
      const row = blocks[at]?.row;
      if (row !== undefined) this.rows.get(row)?.add(this.contextAt(at) as BlockContext);
    }
  }

  /** Undefined outside the page. */
  private contextAt(at: number): BlockContext | undefined {
    const known = this.contexts.get(at);
    if (known || at < 0 || at >= this.blocks.length) return known;
    const context = this.read(at);
    this.contexts.set(at, context);
    return context;
  }

  /** Lets names that were confirmed speak for others in their blocks, rows and near them. */
  promote(names: readonly Found[]): void {
    const byBlock = new Map<number, Found[]>();
    for (const found of names) append(byBlock, found.at, found);
    for (const [at, found] of byBlock) {
      const own = this.contextAt(at) as BlockContext;
      own.promote(found);
      if (own.block.row === undefined) continue;
      const row = this.rows.get(own.block.row);
      for (const name of found) {
        row?.addSign(name.info.vendor, { at, text: own.textOf(name) });
        row?.addMaker(name, own);
      }
    }
  }

  rowOf(own: BlockContext): RowContext {
    return (own.block.row === undefined ? undefined : this.rows.get(own.block.row)) ?? NO_ROW;
  }

  /**
   * The blocks around one, the nearest first, each with the end of its text that lies nearer. A block over a line break
   * repeats its lines and is near to nothing.
   */
  private *neighbours({ at, block }: BlockContext): Generator<readonly [entry: BlockContext, end: number]> {
    if (block.seam !== undefined) return;
    for (let step = 1; step <= NEAR.blocks; step++) {
      const above = this.contextAt(at - step);
      const below = this.contextAt(at + step);
      if (above && above.block.seam === undefined) yield [above, above.block.text.length];
      if (below && below.block.seam === undefined) yield [below, 0];
    }
  }

  /** A maker of the same trade beside a vendor's name: in its block or row, or in a neighbouring block. */
  otherMakers(found: Found, own: BlockContext, row: RowContext, trades: readonly TradeInfo[]): string | undefined {
    for (const trade of trades) {
      if (!trade.vendors.includes(found.info.vendor)) continue;
      const maker = own.otherMaker(found, trade) ?? row.contextTermsOf(trade.group, found.at)[0];
      if (maker !== undefined) return maker;
      for (const vendor of trade.vendors) {
        const sign = vendor === found.info.vendor ? undefined : row.signOf(vendor, found.at);
        if (sign !== undefined) return sign;
      }
      for (const [entry, end] of this.neighbours(own)) {
        const near = entry.makerNear(end, trade, found.info.vendor);
        if (near !== undefined) return near;
      }
    }
    return own.listedVendor(found);
  }

  /**
   * A number of another product of the vendor in the block, or in those around it: one number may be anybody's, but hardly
   * ever do FML-200F and FWB-400E stand together where neither is Fortinet's.
   */
  otherNumber(found: Found, own: BlockContext): string | undefined {
    if (isLongNumber(found)) {
      const inBlock = own.otherNumber(found);
      if (inBlock) return own.textOf(inBlock);
      for (const [entry, end] of this.neighbours(own)) {
        const near = entry.otherNumber({ ...found, start: end, end });
        if (near) return entry.textOf(near);
      }
    }
    return this.listedWith(found, own);
  }

  /**
   * The first of several other numbers of the vendor around a number, be they of one product: any maker may have a PA-440, but none
   * other has PA-440, PA-850, PA-3220 and PA-5450. One that begins another says nothing more (AC6605, AC6605-26-PWR).
   */
  private listedWith(found: Found, own: BlockContext): string | undefined {
    const { kind, strength, vendor } = found.info;
    if (kind !== 'part-number' || strength !== 'context' || found.end - found.start < LISTED_LENGTH) return undefined;
    if (own.block.seam !== undefined) return undefined;
    const known = [bareNumber(own.textOf(found))];
    let first: string | undefined;
    for (const [entry, span] of this.listAround(found, own)) {
      for (const text of entry.longNumbers(vendor, span)) {
        const bare = bareNumber(text);
        if (known.some((other) => other.startsWith(bare) || bare.startsWith(other))) continue;
        first ??= text;
        known.push(bare);
        if (known.length > LISTED_NUMBERS) return first;
      }
    }
    return undefined;
  }

  /** The block of a number and those with terms around it, the nearest first, each with the place in it that is nearest. */
  private *listAround(found: Found, { at }: BlockContext): Generator<readonly [entry: BlockContext, span: Span]> {
    for (let step = 0; step <= NEAR.list; step++) {
      for (const entry of step === 0 ? [this.contexts.get(at)] : [this.contexts.get(at - step), this.contexts.get(at + step)]) {
        if (entry === undefined || entry.block.seam !== undefined) continue;
        const end = entry.at < at ? entry.block.text.length : 0;
        yield [entry, entry.at === at ? found : { start: end, end }];
      }
    }
  }

  /** The closest other sign of the same vendor: beside, in the block or row, or in a neighbouring block. */
  vendorEvidence(found: Found, own: BlockContext, row: RowContext): Evidence | undefined {
    const best = own.nearestAnchor(found, NEAR.vendor);
    if (best) return { code: best.distance <= NEAR.beside ? 'vendor_beside' : 'vendor_in_row', text: own.textOf(best.anchor) };
    const inRow = row.signOf(found.info.vendor, found.at);
    if (inRow !== undefined) return { code: 'vendor_in_row', text: inRow };
    for (const [entry, end] of this.neighbours(own)) {
      const anchor = entry.anchorNear(end, found.info.vendor);
      if (anchor) return { code: 'vendor_near', text: entry.textOf(anchor) };
    }
    return undefined;
  }
}

/** Distinct context terms near the term in its block, or anywhere else in its row. */
export function contextTermsOf(found: Found, own: BlockContext, row: RowContext): string[] {
  const terms = new Map<string, string>();
  const add = (text: string): void => {
    if (terms.size < MAX_CONTEXT_TERMS) terms.set(text.toLowerCase(), text);
  };
  for (const phrase of own.contextTerms(found)) add(own.textOf(phrase));
  for (const text of row.contextTermsOf(found.info.context, found.at)) add(text);
  return [...terms.values()];
}
