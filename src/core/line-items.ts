/**
 * Rows of a table → the lines of an order, quote or price list.
 *
 * Three steps, so that a row that was read once need not be read again when its neighbours change:
 *
 *     findColumns   what each column holds, once a table: by its header words, else by what stands in it; in small steps
 *     readRow       one row by these columns: an item, more of the item above, a total, a heading
 *     linesOf       the readings in order → lines, each with the rows that it takes up
 *
 * A table is one of line items when it names something (a description, a part number) and says how many of it or what it
 * costs. Header words decide wherever there are some. Several mean different things ("Unit" is "pcs" or a price, "Item" a
 * number or a name, "No." a line or a part); there the cells below decide. Without a header at all only clear signs
 * count: two columns that multiply to a third, counted units beside amounts with a currency.
 *
 * Known limits: prices "per 100" that neither a header nor their cell tells are taken as of one; an item whose description stands in the row above
 * its numbers is not joined; header words of other languages than the listed ones are unknown, which leaves the cells.
 */
import { basisIn, currencyIn, isBasis, lastMoneyIn, multiplyMoney, parseQuantity, priceOfOne, scaleIn, withoutBasis } from './amounts.ts';
import { clip, cut, isBlankMark, isOrdinal, MAX_DESCRIPTION, MAX_NUMBER, MAX_PART, MAX_UNIT, SECTION_NUMBER } from './cell-text.ts';
import { multiplies } from './columns.ts';
import type { Money } from './finding.ts';
import { isOpen, readHeader } from './headers.ts';
import type { ColumnRole, Columns, LineDraft, MoneyColumn, Row, RowKind, RowReading, Writable } from './line-model.ts';
import { isHeading, isTotalLabel, SECTION, TOTAL_SURE } from './row-labels.ts';

/** Whether a cell in the column of line numbers is one: also "Item 3" and "10-A/2", but not "VAT 19%". */
function isLineNumber(text: string): boolean {
  if (isOrdinal(text) || SECTION_NUMBER.test(text)) return true;
  return text.length <= MAX_NUMBER && /\d/.test(text) && !text.includes('%') && !isTotalLabel(text);
}

/**
 * Reads one row by itself: nothing but the row and the columns goes into it, so that callers may keep the reading as long
 * as neither changes.
 */
export function readRow(row: Row, columns: Columns): RowReading {
  const reading: Writable<RowReading> = { row: row.id, kind: 'none' };
  if (row.isHead || columns.headerRows.includes(row.id)) {
    reading.kind = 'header';
    return reading;
  }
  const { roles } = columns;
  let filled = 0;
  let first = '';
  let label = '';
  let hasDescriptionCell = false;
  let isWide = false;
  let isAcrossValues = false;
  let oddValues = 0;
  let currency: string | undefined;
  let per = columns.per ?? 1;
  /** How many pieces the cell itself says that its price is of. */
  let basis = 1;
  let firstIsHeader = false;
  for (const cell of row.cells) {
    const { text, column } = cell;
    const isMerged = cell.span > 1;
    const role = isMerged ? mergedRole(roles, column, cell.span) : roles[column];
    if (role === 'description') hasDescriptionCell = true;
    // Grids fill empty cells with a no-break space.
    if (text === '' || text.trim() === '') continue;
    if (filled++ === 0) {
      first = clip(text, MAX_DESCRIPTION);
      firstIsHeader = cell.isHeader;
      if (isMerged && role === 'description') {
        isWide = true;
        for (let i = column; i < Math.min(column + cell.span, roles.length); i++) if (isValueRole(roles[i])) isAcrossValues = true;
      }
    }
    switch (role) {
      case 'description': {
        if (isBlankMark(text)) break;
        const own = clip(text, MAX_DESCRIPTION);
        reading.description = reading.description === undefined ? own : cut(`${reading.description} ${own}`, MAX_DESCRIPTION);
        break;
      }
      case 'number': {
        const own = clip(text, MAX_DESCRIPTION);
        if (isLineNumber(own)) reading.number = own;
        else label ||= own;
        break;
      }
      case 'part':
        if (!isBlankMark(text)) reading.part ??= clip(text, MAX_PART);
        break;
      case 'brand':
        reading.brand ??= clip(text, MAX_PART);
        break;
      case 'unit':
        reading.unit ??= clip(text, MAX_UNIT);
        break;
      case 'currency':
        currency = currencyIn(text);
        break;
      case 'quantity': {
        const quantity = parseQuantity(text, columns.mark);
        if (!quantity) {
          oddValues++;
          break;
        }
        reading.quantity ??= quantity.value;
        if (quantity.unit !== undefined) reading.unit ??= clip(quantity.unit, MAX_UNIT);
        break;
      }
      case 'per':
        per = parseQuantity(text, columns.mark)?.value ?? per;
        break;
      case 'price':
      case 'amount': {
        const money = readMoney(text, columns, columns[role], currency);
        if (role === 'price') basis = basisIn(text);
        if (money) reading[role] ??= money;
        else oddValues++;
        break;
      }
    }
  }
  if (filled === 0) return reading;
  // The currency may stand behind the amounts.
  if (currency !== undefined) {
    if (reading.price) reading.price = { ...reading.price, currency };
    if (reading.amount) reading.amount = { ...reading.amount, currency };
  }
  if (reading.price && basis !== 1) {
    const { price, quantity, amount } = reading;
    const stated = multiplyMoney(price, basis);
    // A stated amount settles whether it is of so many, or of one that is so many.
    if (amount && multiplies([quantity], [stated.value], [amount.value])) reading.price = stated;
  } else if (reading.price && isBasis(per)) reading.price = priceOfOne(reading.price, per);
  const hasValue = reading.quantity !== undefined || reading.price !== undefined || reading.amount !== undefined;
  const isPriced = reading.quantity !== undefined && reading.price !== undefined;
  const isNumbered = reading.number !== undefined;
  const named = isNumbered ? (reading.description ?? '') : first;
  // The label may stand in the column of part numbers.
  if (!isPriced && (reading.part === undefined || reading.part === named || TOTAL_SURE.test(named))) {
    if ((isNumbered ? TOTAL_SURE.test(named) : isTotalLabel(named)) || (isAcrossValues && reading.amount !== undefined)) {
      reading.kind = 'total';
      return reading;
    }
  }
  if (!hasValue && oddValues > 0 && repeatsHeader(row, columns)) return { row: row.id, kind: 'header' };
  if (label !== '') reading.description ??= label;
  if (reading.quantity !== undefined && columns.unit !== undefined) reading.unit ??= columns.unit;
  reading.kind = kindOf(reading, hasValue, hasDescriptionCell, isWide || label !== '', firstIsHeader && filled === 1);
  if (reading.kind === 'item' && !hasDescriptionCell && reading.description === undefined && roles.includes('description'))
    reading.isSpanned = true;
  return reading;
}

function kindOf(reading: RowReading, hasValue: boolean, hasDescriptionCell: boolean, isWide: boolean, isHeader: boolean): RowKind {
  const text = reading.description ?? reading.part ?? reading.brand;
  if (text === undefined) {
    // Blank lines of a form are numbered too; sums without a word are not.
    const isSpanned = !hasDescriptionCell && reading.quantity !== undefined;
    return hasValue && (reading.number !== undefined || isSpanned) ? 'item' : 'none';
  }
  if (hasValue) return 'item';
  if (reading.number !== undefined) return reading.part === undefined && SECTION_NUMBER.test(reading.number) ? 'none' : 'item';
  if (reading.part === undefined && (isHeader || (isWide ? isHeading(text) : SECTION.test(text)))) return 'none';
  return 'continuation';
}

const isValueRole = (role: ColumnRole | undefined): boolean => role === 'quantity' || role === 'price' || role === 'amount';

/** What a merged cell is: a text if it takes in a column of texts or begins at the number, else its first known column. */
function mergedRole(roles: readonly (ColumnRole | undefined)[], column: number, span: number): ColumnRole | undefined {
  let found: ColumnRole | undefined;
  const end = Math.min(column + span, roles.length);
  for (let i = column; i < end; i++) {
    const role = roles[i];
    if (role === 'description' || role === 'number') return 'description';
    if (found === undefined || found === 'other') found = role;
  }
  return found;
}

/** What a cell says that is paid: for one, where it says for how many ("$12.00 / 1000"). */
export function readMoney(text: string, columns: Columns, column: MoneyColumn, rowCurrency: string | undefined): Money | undefined {
  if (!/[\d元圆圓]/.test(text)) return undefined;
  const hint = rowCurrency ?? column.currency;
  const count = basisIn(text);
  const money = lastMoneyIn(count === 1 ? text : withoutBasis(text), columns.mark, hint);
  const own = money && column.scale !== 1 && scaleIn(text) === 1 && /\d/.test(text) ? multiplyMoney(money, column.scale) : money;
  return own && priceOfOne(own, count);
}

/** Whether the row says the header again, as at the top of a printed page. */
function repeatsHeader(row: Row, columns: Columns): boolean {
  let same = 0;
  for (const { text, column } of row.cells) {
    const role = columns.roles[column];
    if (role === undefined || role === 'other') continue;
    const kind = readHeader(text)?.kind;
    if (kind === role || (kind !== undefined && isOpen(kind))) same++;
  }
  return same >= 2;
}

/* Lines */

/**
 * Joins the readings of a table, in the order of its rows, into lines: a continuation goes to the item above unless a
 * total, a heading or an empty row stands between. The amount is the stated one, else quantity × price. Without a
 * description, brand and part together serve as one; a part alone does not, since it is shown anyway. A numbered row
 * without anything to pay is a heading when the next number continues its own ("1" above "1.1"). `above`: the description
 * of the row above the first, whose cell may reach down.
 */
export function* linesOf(readings: readonly RowReading[], above?: string): Generator<undefined, LineDraft[]> {
  const lines: LineDraft[] = [];
  let line: Writable<LineDraft> | undefined;
  let brand: string | undefined;
  /** Of the last row that had one, for the rows that its cell reaches down into. */
  let description = above;
  const close = () => {
    if (line) complete(line, brand);
  };
  for (const reading of readings) {
    if (reading.kind === 'item') {
      if (line && isHeadOf(line, reading)) lines.pop();
      else close();
      line = startLine(reading, reading.isSpanned ? description : reading.description);
      description = line.description;
      brand = reading.brand;
      lines.push(line);
    } else if (reading.kind === 'continuation' && line) {
      line.rows.push(reading.row);
      const more = reading.description;
      if (more !== undefined && (line.description?.length ?? 0) < MAX_DESCRIPTION)
        line.description = line.description === undefined ? more : cut(`${line.description} ${more}`, MAX_DESCRIPTION);
      if (reading.part !== undefined) line.part ??= reading.part;
      brand ??= reading.brand;
    } else if (reading.kind !== 'header' && reading.kind !== 'continuation') {
      close();
      line = undefined;
    }
    yield;
  }
  close();
  return lines;
}

function startLine(reading: RowReading, description: string | undefined): Writable<LineDraft> {
  const line: Writable<LineDraft> = { rows: [reading.row] };
  if (reading.number !== undefined) line.number = reading.number;
  if (description !== undefined) line.description = description;
  if (reading.part !== undefined) line.part = reading.part;
  if (reading.quantity !== undefined) line.quantity = reading.quantity;
  if (reading.unit !== undefined) line.unit = reading.unit;
  if (reading.price) line.price = reading.price;
  if (reading.amount) line.amount = reading.amount;
  return line;
}

/** What only the whole line tells. */
export function complete(line: Writable<LineDraft>, brand: string | undefined): void {
  if (line.description === undefined && brand !== undefined) {
    line.description = cut(
      line.part === undefined || line.part.startsWith(brand) ? (line.part ?? brand) : `${brand} ${line.part}`,
      MAX_DESCRIPTION,
    );
  }
  if (!line.amount && line.price && line.quantity !== undefined) line.amount = multiplyMoney(line.price, line.quantity);
}

function isHeadOf(line: LineDraft, next: RowReading): boolean {
  if (line.number === undefined || next.number === undefined || line.part !== undefined) return false;
  if (line.quantity !== undefined || line.price || line.amount || line.rows.length > 1) return false;
  return next.number.startsWith(`${line.number.replace(/[.)、]$/, '')}.`) && next.number.length > line.number.length;
}
