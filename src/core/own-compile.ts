/** Entries of the organisation's own lists → what is stored of them: the entries themselves, and the names they are found by. */
import type { FoldTables } from './fold.ts';
import { buildNameIndex, type NameTerm, type PartTerm } from './name-index.ts';
import { isShortName, kindOfName } from './name-terms.ts';
import type { OrdinaryWords } from './ordinary-words.ts';
import { type ApprovedEntry, namesOf, type OwnEntry, ownVendorId } from './own-list.ts';
import { readyPartNumber } from './own-part-numbers.ts';
import { RecordPacker } from './packed-records.ts';
import { NameFilterBuilder } from './page-filter-names-build.ts';
import { PatternError } from './pattern.ts';
import { Seen } from './seen.ts';
import { recordOf } from './stored-entries.ts';

export interface PatternLimits {
  readonly patterns: number;
  /** Of all automata together: a plain part number has a hundred, the most intricate family forty thousand. */
  readonly transitions: number;
}

/** What the part numbers of one list may come to, since each is an automaton that stays in memory while lists are searched. */
export const PATTERN_LIMITS: PatternLimits = { patterns: 20_000, transitions: 16_000_000 };

export interface CompileOptions {
  /** Id of the list. */
  readonly list: string;
  readonly tables: FoldTables;
  readonly ordinary: OrdinaryWords;
  /**
   * What becomes of names that are short or ordinary words: `context` asks for evidence, and of names of several ordinary
   * words for a capital; `plain` counts them wherever they stand.
   */
  readonly treatOrdinary: 'context' | 'plain';
  /** Takes the packed terms piece by piece, in order. */
  writeTerms(piece: Uint8Array): void;
  /** Takes the packed entries piece by piece, in order. */
  writeEntries(piece: Uint8Array): void;
  /** As for `buildNameIndex`. */
  pause(): Promise<void> | undefined;
}

export interface CompiledEntries {
  /** For `joinNames`. */
  readonly index: ArrayBuffer;
  /** For `joinNameFilters`; undefined where pages must be told from it without. */
  readonly filter: Uint8Array<ArrayBuffer> | undefined;
  readonly entries: number;
  /** Names and part numbers that are looked for. */
  readonly terms: number;
  /** Entries that were left out since another one says the same. */
  readonly duplicates: number;
  /** Names that are short or ordinary words: how many, and the first of them. */
  readonly ordinary: { readonly count: number; readonly sample: readonly string[] };
}

type Batches<Entry> = AsyncIterable<readonly Entry[]> | Iterable<readonly Entry[]>;

/** Compiles entries as they come. Throws `PatternError` for a part number that cannot be looked for. `limits` is a test seam. */
export async function compileEntries(
  batches: Batches<OwnEntry>,
  options: CompileOptions,
  limits: PatternLimits = PATTERN_LIMITS,
): Promise<CompiledEntries> {
  const compiler = new Compiler(options, limits);
  const index = await buildNameIndex(options.tables, compiler.termsOf(batches), { write: options.writeTerms, pause: options.pause });
  const { entries, terms, duplicates, ordinary, sample } = compiler;
  return { index, filter: compiler.filter.finish(), entries, terms, duplicates, ordinary: { count: ordinary, sample } };
}

/** Packs what the organisation approved; nothing of it is searched for. */
export async function packApproved(
  batches: Batches<ApprovedEntry>,
  { writeEntries, pause }: Pick<CompileOptions, 'writeEntries' | 'pause'>,
): Promise<{ readonly entries: number }> {
  const packer = new RecordPacker();
  for await (const batch of batches) {
    for (const entry of batch) packer.add(JSON.stringify(entry));
    writeEntries(packer.take());
    await pause();
  }
  writeEntries(packer.finish());
  return { entries: packer.size };
}

const BETWEEN_WORDS = /[\s-]+/u;
/** Entries whose terms are in memory at once. */
const STEP = 512;
/** Ordinary names that are shown. */
const SHOWN = 20;

class Compiler {
  terms = 0;
  duplicates = 0;
  ordinary = 0;
  readonly sample: string[] = [];
  readonly filter: NameFilterBuilder;
  private patterns = 0;
  private transitions = 0;
  private readonly packer = new RecordPacker();
  private readonly known = new Seen();

  constructor(
    private readonly options: CompileOptions,
    private readonly limits: PatternLimits,
  ) {
    this.filter = new NameFilterBuilder(options.tables);
  }

  get entries(): number {
    return this.packer.size;
  }

  /** Packs the entries, and gives the terms of those that were not there before. */
  async *termsOf(batches: Batches<OwnEntry>): AsyncGenerator<(NameTerm | PartTerm)[]> {
    const { writeEntries } = this.options;
    for await (const batch of batches) {
      for (let first = 0; first < batch.length; first += STEP) {
        const terms: (NameTerm | PartTerm)[] = [];
        for (const entry of batch.slice(first, first + STEP)) this.take(entry, terms);
        for (const term of terms) this.filter.add(term);
        this.terms += terms.length;
        yield terms;
        writeEntries(this.packer.take());
      }
    }
    writeEntries(this.packer.finish());
  }

  /** Packs an entry that was not there before, and adds its terms to `terms`. */
  private take(entry: OwnEntry, terms: (NameTerm | PartTerm)[]): void {
    const record = recordOf(entry);
    if (!this.known.add(record)) {
      this.duplicates++;
      return;
    }
    const vendor = ownVendorId(this.options.list, this.packer.add(record));
    for (const text of namesOf(entry)) terms.push(this.nameTerm(text, vendor));
    for (const text of new Set(entry.partNumbers)) terms.push(this.partTerm(text, vendor));
  }

  private nameTerm(text: string, vendor: string): NameTerm {
    const term = { text, vendor, kind: kindOfName(text), strength: this.strengthOf(text, isShortName(text)) };
    return this.options.treatOrdinary === 'context' && this.isPhrase(text) ? { ...term, case: 'capital' } : term;
  }

  /** Whether a name is several ordinary words: nobody else may be called so, but all write "general electric installation". */
  private isPhrase(text: string): boolean {
    return BETWEEN_WORDS.test(text) && text.split(BETWEEN_WORDS).every((word) => this.options.ordinary.has(word));
  }

  private partTerm(text: string, vendor: string): PartTerm {
    const { pattern, isShort } = readyPartNumber(text);
    this.patterns++;
    this.transitions += pattern.compiled.next.length;
    if (this.patterns > this.limits.patterns) throw new PatternError(`a list may have at most ${this.limits.patterns} part numbers`);
    if (this.transitions > this.limits.transitions) {
      throw new PatternError(`pattern "${text}": the part numbers of the list are too intricate together; use fewer or simpler ones`);
    }
    return { text, vendor, kind: 'part-number', strength: this.strengthOf(text, isShort), pattern };
  }

  private strengthOf(text: string, isShort: boolean): NameTerm['strength'] {
    if (!isShort && !this.options.ordinary.has(text)) return 'plain';
    this.ordinary++;
    if (this.sample.length < SHOWN) this.sample.push(text);
    return this.options.treatOrdinary;
  }
}
