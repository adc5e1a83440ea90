/** A row → an entry, or what is wrong with it. */
import { cleanName, cleanText } from '../core/clean-text.ts';
import type { ApprovedEntry, OwnEntry } from '../core/own-list.ts';
import { Seen } from '../core/seen.ts';
import { faultOfPartNumber } from './part-number.ts';
import { ImportError, type RowProblem, type RowProblemCode } from './problems.ts';
import { type Cell, isBlank, type Row, showCell } from './rows.ts';
import { type AnyField, IMPORT_LIMITS, type ImportPlan, type ReadOptions } from './source.ts';
import { dateOf, foldWord, joinValues, linkOf, severityOf, splitValues } from './values.ts';

/** Letters of a value in a problem; more would not be read. */
const MAX_SHOWN = 80;

/** Thrown within one row. */
class RowFault extends Error {
  constructor(
    readonly code: RowProblemCode,
    readonly field?: AnyField,
    readonly value?: string,
  ) {
    super(code);
  }
}

/** Reads the rows of one file; what it knows of earlier rows are their ids. */
abstract class RowReader<Entry> {
  private readonly ids = new Seen();

  constructor(
    protected readonly plan: ImportPlan,
    private readonly columns: readonly string[],
    private readonly onProblem: (problem: RowProblem) => void,
  ) {
    if (plan.mapping.vendor === undefined) throw new ImportError('no-vendor-column');
  }

  /** Undefined for blank rows, and for those with a problem. */
  read(row: Row): Entry | undefined {
    if (isBlank(row)) return undefined;
    try {
      if (this.plan.format === 'names' && showCell(row.cells[0] ?? '').includes('\t')) throw new RowFault('tab');
      // A cell too many means that a delimiter stands within a name, and that all behind it is not what it seems.
      const extra = this.plan.format === 'csv' && row.cells.slice(this.columns.length).find((cell) => showCell(cell).trim() !== '');
      if (extra) throw new RowFault('extra-cells', undefined, showCell(extra));
      return this.readFields(row);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      const { code, field, value } = error;
      const column = field && this.nameOf(field);
      this.onProblem({
        code,
        line: row.line,
        ...(column === undefined ? {} : { column }),
        ...(value === undefined ? {} : { value: cleanName(value).slice(0, MAX_SHOWN) }),
      });
      return undefined;
    }
  }

  protected abstract readFields(row: Row): Entry;

  private nameOf(field: AnyField): string | undefined {
    const column = this.plan.mapping[field];
    return column === undefined ? undefined : this.columns[column] || String(column + 1);
  }

  protected cell(row: Row, field: AnyField): Cell {
    const column = this.plan.mapping[field];
    return (column === undefined ? undefined : row.cells[column]) ?? '';
  }

  /** One line; '' where there is none. */
  protected name(row: Row, field: AnyField): string {
    return this.short(cleanName(showCell(this.cell(row, field))), field, IMPORT_LIMITS.name);
  }

  protected text(row: Row, field: AnyField): string {
    return this.short(cleanText(showCell(this.cell(row, field))), field, IMPORT_LIMITS.text);
  }

  private short(text: string, field: AnyField, most: number): string {
    if (text.length > most) throw new RowFault('too-long', field, text);
    return text;
  }

  protected values(row: Row, field: AnyField): string[] {
    const cell = this.cell(row, field);
    if (cell === '') return [];
    const values = (typeof cell === 'string' ? splitValues(cell.replace(/\r\n?/g, '\n')) : cell)
      .map(cleanName)
      .filter((value) => value !== '');
    for (const value of values) this.short(value, field, IMPORT_LIMITS.name);
    if (values.length > IMPORT_LIMITS.values) throw new RowFault('too-many-values', field, String(values.length));
    this.short(joinValues(values), field, IMPORT_LIMITS.cell);
    return values;
  }

  protected vendor(row: Row): string {
    const vendor = this.name(row, 'vendor');
    if (vendor === '') throw new RowFault('no-name', 'vendor');
    if (!/\p{L}/u.test(vendor)) throw new RowFault('no-letter', 'vendor', vendor);
    return vendor;
  }

  protected link(row: Row): string {
    const text = this.short(showCell(this.cell(row, 'url')).trim(), 'url', IMPORT_LIMITS.url);
    if (text !== '' && linkOf(text) === undefined) throw new RowFault('link', 'url', text);
    return text;
  }

  /** Called last: a row with a problem leaves its id to another. */
  protected id(row: Row): string {
    const id = this.name(row, 'id');
    if (id !== '' && !this.ids.add(id)) throw new RowFault('duplicate-id', 'id', id);
    return id;
  }
}

/** A field that is there only where it says something. */
const some = <Name extends string>(name: Name, value: string | undefined): { readonly [key in Name]?: string } =>
  (value === undefined || value === '' ? {} : { [name]: value }) as { readonly [key in Name]?: string };

/** Ids of categories by id and by every name, folded. */
class CategoryNames {
  private readonly ids: ReadonlyMap<string, string> | undefined;

  constructor(categories: ReadOptions['categories']) {
    this.ids =
      categories && new Map(categories.flatMap(({ id, name }) => [id, name.en, name.zh_CN].map((word) => [foldWord(word), id] as const)));
  }

  find(word: string): string | undefined {
    return this.ids && word !== '' ? this.ids.get(foldWord(word)) : word;
  }
}

/** Rows of what is restricted. */
export class EntryReader extends RowReader<OwnEntry> {
  private readonly categories: CategoryNames;
  private partNumbers = 0;

  constructor(plan: ImportPlan, columns: readonly string[], onProblem: (problem: RowProblem) => void, options: ReadOptions) {
    super(plan, columns, onProblem);
    this.categories = new CategoryNames(options.categories);
  }

  protected readFields(row: Row): OwnEntry {
    const partNumbers = this.values(row, 'partNumbers');
    this.partNumbers += partNumbers.length;
    if (this.partNumbers > IMPORT_LIMITS.partNumbers) {
      throw new ImportError('too-many-part-numbers', { line: row.line, value: String(IMPORT_LIMITS.partNumbers) });
    }
    for (const partNumber of partNumbers) {
      const fault = faultOfPartNumber(partNumber);
      if (fault) throw new RowFault(fault, 'partNumbers', partNumber);
    }
    const word = showCell(this.cell(row, 'severity'));
    const severity = severityOf(word);
    if (severity === undefined) throw new RowFault('severity', 'severity', word);
    return {
      vendor: this.vendor(row),
      ...some('product', this.name(row, 'product')),
      // A category of another vocabulary is let go: it would only choose the alternatives, and the restriction stands.
      ...some('category', this.categories.find(this.name(row, 'category'))),
      aliases: this.values(row, 'aliases'),
      partNumbers,
      severity,
      ...some('note', this.text(row, 'note')),
      ...some('url', this.link(row)),
      ...some('id', this.id(row)),
    };
  }
}

/** Rows of what is approved. */
export class ApprovedReader extends RowReader<ApprovedEntry> {
  private readonly categories: CategoryNames;

  constructor(plan: ImportPlan, columns: readonly string[], onProblem: (problem: RowProblem) => void, options: ReadOptions) {
    super(plan, columns, onProblem);
    this.categories = new CategoryNames(options.categories);
  }

  protected readFields(row: Row): ApprovedEntry {
    // Without its category an approval would cover all that the vendor makes.
    const categories = this.values(row, 'categories').map((word) => {
      const id = this.categories.find(word);
      if (id === undefined) throw new RowFault('category', 'categories', word);
      return id;
    });
    const until = showCell(this.cell(row, 'validUntil'));
    const day = dateOf(until);
    if (typeof day === 'string') throw new RowFault(day, 'validUntil', until);
    return {
      vendor: this.vendor(row),
      ...some('product', this.name(row, 'product')),
      categories,
      ...some('url', this.link(row)),
      ...some('reference', this.name(row, 'reference')),
      ...some('validUntil', day.date),
      ...some('scope', this.text(row, 'scope')),
      ...some('region', this.name(row, 'region')),
      ...some('note', this.text(row, 'note')),
      ...some('id', this.id(row)),
    };
  }
}
