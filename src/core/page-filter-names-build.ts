/** Names of own lists → their filter of `page-filter-names.ts`. */
import { CharClass, type FoldTables, foldedUnit, isClosed, SLOW } from './fold.ts';
import { foldIdOf } from './index-format.ts';
import type { NameTerm, PartTerm } from './name-index.ts';
import { capitalsOf } from './page-filter-capitals.ts';
import { plainCode } from './page-filter-codes.ts';
import { Capitals, ENOUGH } from './page-filter-ends.ts';
import { addToHash, BEGINNING, HEAD, headOf, LEFT_OUT, MAX_LETTERS, plainSymbol, restOf } from './page-filter-names.ts';
import { HEAD_UNIT, MAX_NAMES, pack } from './page-filter-names-join.ts';
import { keyOf } from './term-key.ts';
import { LEGAL_SEPARATOR } from './trie.ts';

/** Takes the names of a list as they come. */
export class NameFilterBuilder {
  private readonly names = new Set<number>();
  /** Folded unit → whether it is a letter. */
  private readonly folded = new Map<number, boolean>();
  private beginnings = 0;
  /** False once it is clear that there will be none. */
  isFit = true;

  /** `maxNames` is a test seam. */
  constructor(
    private readonly tables: FoldTables,
    private readonly maxNames = MAX_NAMES,
  ) {}

  add(term: NameTerm | PartTerm): void {
    if (!this.isFit) return;
    if (term.kind === 'part-number') for (const beginning of term.pattern.beginnings) this.put(unitsOf(beginning), Capitals.any, true);
    else this.put(keyOf(this.tables, term.text, term.kind === 'legal'), capitalsOf(term), false);
    this.isFit &&= this.names.size <= this.maxNames;
  }

  /** The filter; undefined where there are too many names, or one of which nothing is left. */
  finish(): Uint8Array<ArrayBuffer> | undefined {
    if (!this.isFit) return undefined;
    const { folded, tables } = this;
    const units: number[] = [];
    for (let unit = 0; unit < 65_536 && folded.size > 0; unit++) {
      const own = foldedUnit(tables, unit);
      const isLetter = folded.get(own);
      if (isLetter !== undefined) units.push(unit, isLetter ? own : LEFT_OUT);
    }
    return pack(foldIdOf(tables), this.beginnings, Float64Array.from(this.names), units);
  }

  private put(key: readonly number[], capitals: number, isBeginning: boolean): void {
    let hash = 0;
    let head = 0;
    let letters = 0;
    /** Before the first letter. */
    let hasSigns = false;
    for (const unit of key) {
      const symbol = unit <= LEGAL_SEPARATOR ? LEFT_OUT : this.symbolOf(unit);
      if (symbol === LEFT_OUT) {
        hasSigns ||= letters === 0;
        continue;
      }
      hash = addToHash(hash, symbol);
      letters++;
      if (letters <= HEAD) head = headOf(hash);
      if (letters === MAX_LETTERS) break;
    }
    const isCut = isBeginning || letters === MAX_LETTERS || (hasSigns && letters < ENOUGH);
    if (isCut) this.beginnings |= 1 << letters;
    if (letters > 0) this.names.add(head * HEAD_UNIT + restOf(isCut ? hash ^ BEGINNING : hash, isCut ? Capitals.any : capitals));
    // One of signs alone may stand anywhere; one of nothing is found nowhere.
    else if (key.length > 0) this.isFit = false;
  }

  private symbolOf(unit: number): number {
    const { classes } = this.tables;
    const code = plainCode(unit);
    if (code !== undefined) return plainSymbol(code);
    // In a text it stands for itself, whatever it is.
    if (foldedUnit(this.tables, unit) === SLOW) return LEFT_OUT;
    const isLetter = isClosed(classes[unit]) || classes[unit] === CharClass.open;
    this.folded.set(unit, isLetter);
    return isLetter ? unit : LEFT_OUT;
  }
}

const unitsOf = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));
