/**
 * A file as blocks, with the way back from a block's offsets to the file's.
 *
 * A block's text is not always what stands in the file: `&amp;` becomes `&`, a run of blanks becomes one, `""` in a CSV
 * cell becomes `"`. So each block is made of pieces. A piece whose text is as long as its source is copied literally and
 * maps unit by unit; any other piece stands for its source as a whole, and a match that touches it covers all of it.
 *
 *     source   Check&nbsp;Point   CP
 *     text     Check Point CP          pieces: Check | nbsp ← &nbsp; | Point | one space ← three | CP
 */
import type { Block, Coverage, UnreadKind } from '../core/finding.ts';
import { withLink } from '../core/links.ts';

/** A half-open span, in UTF-16 units of the decoded text of the file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What was read of one file; a file is one frame. */
export type FileCoverage = Omit<Coverage, 'frames'>;

export interface FileDocument {
  /** Ids count from 0 in the order of the file; blocks with a seam stand behind all others. */
  readonly blocks: readonly Block[];
  readonly title?: string;
  readonly coverage: FileCoverage;
  /** The source of [start, end) of a block. `end` must be greater than `start`. */
  locate(block: number, start: number, end: number): Span;
  /**
   * The units that stand at `source` in the file, one of each block that has it; where no block does (markup,
   * separators), the last one before it. Empty when there is none.
   */
  find(source: number): readonly BlockPlace[];
}

/** One UTF-16 unit of a block's text. */
export interface BlockPlace {
  readonly block: number;
  readonly at: number;
}

/** Longer blocks are cut at white space, like the lines of plain text: one endless paragraph is not one endless block. */
const maxBlock = 65_536;

/** One block in the making. */
export class BlockDraft {
  // Parts and not one string: asking a growing string for its end would copy the whole of it each time.
  readonly #parts: string[] = [];
  /** length, source, source length; three numbers a piece. */
  readonly pieces: number[] = [];
  #links: readonly string[] = [];

  /** Hosts that its words link to. */
  get links(): readonly string[] {
    return this.#links;
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  /** Whether the last thing added was a single space. */
  get endsInBlank(): boolean {
    return this.#parts.at(-1) === ' ';
  }

  /** The whole text; joined anew on each call. */
  getText(): string {
    return this.#parts.join('');
  }

  /** The end of the text, of at least so many units where there are so many. */
  getTail(units: number): string {
    let from = this.#parts.length;
    for (let length = 0; from > 0 && length < units; from--) length += this.#parts[from - 1]?.length ?? 0;
    return this.#parts.slice(from).join('');
  }

  /** Adds text that stands at `source` in the file and takes up `sourceLength` units there. */
  append(text: string, source: number, sourceLength: number = text.length): void {
    if (text === '') return;
    this.#parts.push(text);
    const { pieces } = this;
    const last = pieces.length - 3;
    const length = pieces[last] ?? 0;
    const isLiteral = length === pieces[last + 2] && text.length === sourceLength;
    if (last >= 0 && isLiteral && (pieces[last + 1] ?? 0) + length === source) {
      pieces[last] = length + sourceLength;
      pieces[last + 2] = length + sourceLength;
    } else {
      pieces.push(text.length, source, sourceLength);
    }
  }

  /** Some of its text links to the host; '' is none. */
  addLink(host: string): void {
    this.#links = withLink(this.#links, host);
  }

  /** Drops the space at the end; to be called only when `endsInBlank`. */
  dropBlank(): void {
    this.#parts.pop();
    const [length = 0, from = 0, fromLength = 0] = this.pieces.splice(-3);
    if (length > 1) this.pieces.push(length - 1, from, fromLength - 1);
  }
}

/** Collects blocks. Blank ones are left out: nothing can be found in them. */
export class DocumentBuilder {
  readonly #blocks: Block[] = [];
  /** Where each block begins among all blocks' texts put end to end. */
  readonly #blockAt: number[] = [];
  // One growing table for the whole file instead of an object per piece: a page of numeric entities has a piece for
  // every character.
  readonly #at: number[] = [];
  readonly #source: number[] = [];
  readonly #sourceLength: number[] = [];
  readonly #unread = new Map<UnreadKind, number>();
  #length = 0;
  #fields = 0;
  #cells = 0;
  #attributes = 0;
  #repeatedBlocks = 0;
  #repeatedLength = 0;

  /** False for a blank one, left out. A block with a `seam` holds text of two others once more, and is not counted as read. */
  push(
    draft: BlockDraft,
    extra: {
      readonly row?: number | undefined;
      readonly field?: boolean;
      /** From an attribute that is shown or spoken: `alt`, `title`, `aria-label`. */
      readonly isAttribute?: boolean;
      readonly seam?: number | undefined;
    } = {},
  ): boolean {
    const text = draft.getText();
    if (text.trim() === '') return false;
    for (let from = 0; from < text.length; ) {
      const to = text.length - from <= maxBlock ? text.length : cutBefore(text, from + maxBlock, from);
      this.#blocks.push({
        id: this.#blocks.length,
        text: text.slice(from, to),
        ...(extra.row !== undefined && { row: extra.row }),
        ...(extra.field && { field: true }),
        ...(extra.seam !== undefined && { seam: extra.seam }),
        ...(draft.links.length > 0 && { links: draft.links }),
      });
      this.#blockAt.push(this.#length + from);
      from = to;
    }
    if (extra.field) this.#fields++;
    if (extra.isAttribute) this.#attributes++;
    if (extra.seam !== undefined) {
      this.#repeatedBlocks++;
      this.#repeatedLength += text.length;
    }
    for (let i = 0; i < draft.pieces.length; i += 3) {
      this.#at.push(this.#length);
      this.#source.push(draft.pieces[i + 1] ?? 0);
      this.#sourceLength.push(draft.pieces[i + 2] ?? 0);
      this.#length += draft.pieces[i] ?? 0;
    }
    return true;
  }

  /** Counts a cell in which something was read. */
  addCell(): void {
    this.#cells++;
  }

  /** Counts something of the file that cannot be read. */
  addUnread(what: UnreadKind): void {
    this.#unread.set(what, (this.#unread.get(what) ?? 0) + 1);
  }

  /** The finished document; the builder must not be used any more. */
  finish(title?: string): FileDocument {
    return {
      blocks: this.#blocks,
      ...(title && { title }),
      coverage: {
        blocks: this.#blocks.length - this.#repeatedBlocks,
        characters: this.#length - this.#repeatedLength,
        fields: this.#fields,
        cells: this.#cells,
        attributes: this.#attributes,
        shadowRoots: 0,
        unread: [...this.#unread].map(([what, count]) => ({ what, count })),
      },
      locate: (block, start, end) => {
        const base = this.#blockAt[block];
        if (base === undefined) throw new RangeError(`no block ${block}`);
        return { start: this.#locateUnit(base + start).start, end: this.#locateUnit(base + end - 1).end };
      },
      find: (source) =>
        this.#findUnits(source).map((unit) => {
          const block = this.#blockAt.findLastIndex((at) => at <= unit);
          return { block, at: unit - (this.#blockAt[block] ?? 0) };
        }),
    };
  }

  /** The units of the blocks put end to end that stand at, or last before, `source`. */
  #findUnits(source: number): number[] {
    let units: number[] = [];
    let nearest = -1;
    // Each piece is looked at: they are not in the order of the file where a tool tip follows the words it stands on.
    for (let i = 0; i < this.#source.length; i++) {
      const from = this.#source[i] ?? 0;
      const last = Math.min(source, from + (this.#sourceLength[i] ?? 0) - 1);
      if (from > source || last < nearest) continue;
      if (last > nearest) units = [];
      nearest = last;
      const at = this.#at[i] ?? 0;
      units.push(Math.min(at + last - from, (this.#at[i + 1] ?? this.#length) - 1));
    }
    return units;
  }

  /** The source of one unit of the blocks put end to end. */
  #locateUnit(unit: number): Span {
    let low = 0;
    let high = this.#at.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#at[middle] ?? 0) <= unit) low = middle;
      else high = middle;
    }
    const at = this.#at[low] ?? 0;
    const source = this.#source[low] ?? 0;
    const sourceLength = this.#sourceLength[low] ?? 0;
    const length = (this.#at[low + 1] ?? this.#length) - at;
    return length === sourceLength
      ? { start: source + unit - at, end: source + unit - at + 1 }
      : { start: source, end: source + sourceLength };
  }
}

/** Where to cut a text before `limit`: behind the last space, else at the limit. */
function cutBefore(text: string, limit: number, from: number): number {
  // Of the part alone: in the whole text the search would go back to its beginning where there is no space.
  const space = text.slice(from, limit).lastIndexOf(' ');
  return space > 0 ? from + space + 1 : limit;
}
