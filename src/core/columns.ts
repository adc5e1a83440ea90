/** The rows of a table → what its columns hold. */
import {
  basisIn,
  currencyIn,
  decimalMarkOf,
  isBasis,
  isUnit,
  lastMoneyIn,
  parseMoney,
  parseNumber,
  parseQuantity,
  scaleIn,
} from './amounts.ts';
import { isCode, isOrdinal, isValue, MAX_DESCRIPTION } from './cell-text.ts';
import type { Header, HeaderKind } from './header-words.ts';
import { keyOf, loadHeaders, MAX_HEADER, readHeader, readLevels } from './headers.ts';
import { lazy } from './lazy.ts';
import type { Cell, ColumnRole, Columns, MoneyColumn, Row, Writable } from './line-model.ts';

/** Rows without a head that tell what the columns hold. */
const MAX_ROWS = 40;
const MAX_COLUMNS = 64;

/** What stands in a column below its header. */
interface Facts {
  readonly filled: number;
  readonly ordinals: number;
  readonly codes: number;
  /** Plain numbers. */
  readonly numbers: number;
  /** Amounts with a currency. */
  readonly marked: number;
  /** Numbers with a known unit behind: "4 pcs". */
  readonly counted: number;
  readonly units: number;
  /** Texts of three words and more. */
  readonly worded: number;
  readonly length: number;
}

interface Candidate {
  readonly column: number;
  readonly header: Header;
  /** All header texts above the column. */
  readonly text: string;
  /** The lowest header cell: columns under one cell share a role. */
  readonly cell: Cell;
}

/**
 * What the columns of a table hold; undefined where it is no table of line items. Looks at the head rows and at most the
 * first `MAX_ROWS` others. `caption` may name the currency and what amounts are counted in ("单位：万元").
 */
export function* findColumns(rows: readonly Row[], caption = ''): Generator<undefined, Columns | undefined> {
  // What makes up a page's layout has often one cell a row.
  if (!rows.some((row) => row.cells.length > 1)) return undefined;
  yield* loadHeaders();
  const looked = sample(rows);
  const head = yield* findHead(looked);
  if (head.length === 0) return yield* inferColumns(looked, caption, false);
  return yield* columnsUnder(head, looked, caption);
}

function sample(rows: readonly Row[]): Row[] {
  const looked: Row[] = [];
  let others = 0;
  for (const row of rows) {
    if (row.isHead ? looked.length < 2 * MAX_ROWS : others++ < MAX_ROWS) looked.push(row);
    else if (others > MAX_ROWS + 1000) break;
  }
  return looked;
}

interface HeadFacts {
  readonly filled: number;
  /** Different header words. */
  readonly known: number;
  /** Those of them that lines are read by. */
  readonly useful: number;
  readonly hasValue: boolean;
  /** Marked up as a header row. */
  readonly isMarked: boolean;
  /** Some cells are merged, but not all into one. */
  readonly hasSpans: boolean;
}

/** Labels in the block of addresses and terms above a table are such words, too. */
const USELESS: ReadonlySet<HeaderKind> = new Set(['other', 'statistic', 'supplier', 'currency'] as const);

const filledCells = (row: Row): Cell[] => row.cells.filter((cell) => cell.text.trim() !== '');

function isMarkedHead(row: Row, cells = filledCells(row)): boolean {
  return cells.length > 0 && (row.isHead || cells.every((cell) => cell.isHeader));
}

/** Whether enough cells are as short as header words. */
function mayBeHead(row: Row): boolean {
  let short = 0;
  for (const { text } of row.cells) if (text.length > 0 && text.trim().length <= MAX_HEADER) short += 1;
  return short > 1;
}

function headFacts(row: Row): HeadFacts {
  const cells = filledCells(row);
  const filled = cells.length;
  const isMarked = isMarkedHead(row, cells);
  const hasSpans = filled > 1 && cells.some((cell) => cell.span > 1);
  // Most rows are no header for their numbers, which is seen sooner than the words. "1 year" may head a column of prices.
  const hasValue = !isMarked && cells.some((cell) => isValue(cell.text.trim()));
  const kinds = new Set<string>();
  const useful = new Set<HeaderKind>();
  if (!hasValue) {
    for (const { text } of cells) {
      const kind = readHeader(text)?.kind;
      if (kind === undefined) continue;
      const isUseful = !USELESS.has(kind);
      kinds.add(isUseful ? kind : keyOf(text));
      if (isUseful) useful.add(kind);
    }
  }
  return { filled, known: kinds.size, useful: useful.size, hasValue, isMarked, hasSpans };
}

/** Indexes of the header rows among the rows; empty where there are none. */
function* findHead(rows: readonly Row[]): Generator<undefined, number[]> {
  let best = -1;
  let useful = 0;
  const facts = rows.map((row) => lazy(() => headFacts(row)));
  for (const [i, row] of rows.entries()) {
    if (!mayBeHead(row)) continue;
    const fact = (facts[i] as () => HeadFacts)();
    yield;
    if (fact.hasValue || fact.known < 2 || fact.useful <= useful) continue;
    const isMost = fact.known * 2 > fact.filled || (fact.known >= 3 && fact.known * 2 >= fact.filled);
    if (!isMost && !(fact.isMarked && fact.known * 3 >= fact.filled)) continue;
    best = i;
    useful = fact.useful;
  }
  if (best < 0) return [];
  const head = [best];
  const own = (facts[best] as () => HeadFacts)();
  const above = facts[best - 1]?.();
  if (above && isLevel(above) && above.hasSpans) head.unshift(best - 1);
  const below = facts[best + 1]?.();
  if (below && isLevel(below) && own.hasSpans && isUnder(rows[best] as Row, rows[best + 1] as Row)) head.push(best + 1);
  return head;
}

function isLevel(fact: HeadFacts): boolean {
  return !fact.hasValue && fact.known > 0 && (fact.isMarked || fact.known * 2 >= fact.filled);
}

/** Whether all cells of the lower row stand under merged ones of the upper, or beside them under nothing. */
function isUnder(upper: Row, lower: Row): boolean {
  return lower.cells.every((cell) => {
    if (cell.text.trim() === '') return true;
    const over = cellOver(upper, cell.column);
    return !over || over.span > 1 || over.text.trim() === '';
  });
}

function cellOver(row: Row, column: number): Cell | undefined {
  return row.cells.find((cell) => cell.column <= column && column < cell.column + Math.max(1, cell.span));
}

function* columnsUnder(head: readonly number[], rows: readonly Row[], caption: string): Generator<undefined, Columns | undefined> {
  const headRows = head.map((i) => rows[i] as Row);
  const isHeadMarked = headRows.some((row) => row.isHead);
  const data = rows.filter((row, i) => (isHeadMarked || i > (head[0] as number)) && !head.includes(i) && !row.isHead);
  const candidates = readHead(headRows);
  const facts = yield* gatherFacts(data);
  const kept = settle(candidates, facts, data);
  const isStatistic = candidates.some(({ header }) => header.kind === 'statistic');
  if (!isEnough(kept, isStatistic)) return isStatistic ? undefined : yield* inferColumns(rows, caption, true);
  yield;
  const roles: (ColumnRole | undefined)[] = [];
  for (const { column } of candidates) roles[column] = 'other';
  for (const [column, role] of kept.roles) roles[column] = role;
  const headerRows = rows.slice(isHeadMarked ? head[0] : 0, (head.at(-1) as number) + 1).map((row) => row.id);
  const columns = yield* finish(roles, candidates, caption, headerRows, data);
  return (yield* holdsValues(columns, data)) ? columns : undefined;
}

/** The header of each column that has one we know. */
function readHead(headRows: readonly Row[]): Candidate[] {
  const candidates: Candidate[] = [];
  const width = Math.min(
    MAX_COLUMNS,
    Math.max(...headRows.flatMap((row) => row.cells.map((cell) => cell.column + Math.max(1, cell.span)))),
  );
  for (let column = 0; column < width; column++) {
    const over = headRows.flatMap((row) => cellOver(row, column) ?? []).filter((cell) => cell.text.trim() !== '');
    const cell = over.at(-1);
    if (!cell) continue;
    const header = over.length > 1 ? readLevels((over.at(-2) as Cell).text, cell.text) : readHeader(cell.text);
    if (header) candidates.push({ column, header, text: over.map(({ text }) => text).join(' '), cell });
  }
  return candidates;
}

function* gatherFacts(data: readonly Row[]): Generator<undefined, Map<number, Facts>> {
  const facts = new Map<number, Writable<Facts>>();
  for (const row of data) {
    for (const cell of row.cells) {
      const text = cell.text.trim();
      if (text === '' || cell.span > 1) continue;
      let fact = facts.get(cell.column);
      if (!fact) {
        fact = { filled: 0, ordinals: 0, codes: 0, numbers: 0, marked: 0, counted: 0, units: 0, worded: 0, length: 0 };
        facts.set(cell.column, fact);
      }
      fact.filled++;
      fact.length += Math.min(text.length, 1000);
      if (isOrdinal(text)) fact.ordinals++;
      if (isCode(text)) fact.codes++;
      if (isUnit(text)) fact.units++;
      if (/\S\s+\S+\s+\S/.test(text)) fact.worded++;
      if (!/\d/.test(text)) continue;
      if (parseNumber(text) !== undefined) fact.numbers++;
      else if ((parseMoney(text) ?? lastMoneyIn(text))?.currency !== undefined) fact.marked++;
      else {
        const unit = parseQuantity(text)?.unit;
        if (unit !== undefined && isUnit(unit)) fact.counted++;
      }
      yield;
    }
  }
  return facts;
}

/** Whether at least half of the column's cells are so. */
function isMostly(fact: Facts | undefined, what: Exclude<keyof Facts, 'filled' | 'length'>): boolean {
  return fact !== undefined && fact.filled > 0 && fact[what] * 2 >= fact.filled;
}

/** Whether hardly a part number stands in a column, and texts of several words. */
function holdsNames(fact: Facts | undefined): boolean {
  return fact !== undefined && fact.filled > 0 && !isMostly(fact, 'codes') && isMostly(fact, 'worded');
}

interface Settled {
  readonly roles: ReadonlyMap<number, ColumnRole>;
  /** How far the name of what is bought can be trusted to be one. */
  readonly naming: 'sure' | 'item' | 'name' | 'none';
}

/** Decides the open header words by the cells, and which column has a role that several claim. */
function settle(candidates: readonly Candidate[], facts: ReadonlyMap<number, Facts>, data: readonly Row[]): Settled {
  const roles = new Map<number, ColumnRole>();
  const has = (role: ColumnRole): boolean => [...roles.values()].includes(role);
  const of = (kind: HeaderKind) =>
    candidates.filter(({ header }) => header.kind === kind).sort((a, b) => a.header.rank - b.header.rank || a.column - b.column);
  /** Gives the role to the first, and to what stands under the same header cell. */
  const give = (role: ColumnRole, claims: readonly Candidate[]) => {
    const first = claims[0];
    if (first && !has(role)) for (const claim of claims) if (claim.cell === first.cell) roles.set(claim.column, role);
  };

  for (const role of ['number', 'brand', 'supplier', 'unit', 'currency', 'quantity', 'description'] as const) give(role, of(role));
  const isPriced = of('price').length > 0;
  give('per', isPriced ? of('per').filter(({ column }) => holdsBases(data, column)) : []);
  const isUnitPrice = ({ column }: Candidate) => isMostly(facts.get(column), 'marked') || isMostly(facts.get(column), 'numbers');
  const unitPrices = of('units').filter(isUnitPrice);
  if (unitPrices.length > 0 && !has('quantity') && of('price').length > 0) give('quantity', unitPrices);
  const priceUnits = isPriced ? [] : of('per').filter((claim) => claim.header.rank > 0 && isUnitPrice(claim));
  const prices = [...of('price'), ...unitPrices.filter(({ column }) => !roles.has(column)), ...priceUnits];
  givePrices(prices, of('amount'), roles, data);
  give(
    'unit',
    of('units').filter((claim) => !isUnitPrice(claim)),
  );

  const parts = of('part');
  const coded = parts.filter(({ column }) => !facts.has(column) || isMostly(facts.get(column), 'codes'));
  // Among equals the column with part numbers in it goes first.
  give('part', parts[0] && coded[0] && coded[0].header.rank <= parts[0].header.rank ? coded : parts);
  for (const claim of of('no')) {
    const fact = facts.get(claim.column);
    if (!has('number') && (!fact || isMostly(fact, 'ordinals'))) give('number', [claim]);
    else if (!has('part')) give('part', [claim]);
  }
  let naming: Settled['naming'] = has('description') ? 'sure' : 'none';
  for (const claim of of('item')) {
    const fact = facts.get(claim.column);
    const isNamed = has('description') || of('item').length > 1 || of('name').length > 0;
    if (!has('number') && isMostly(fact, 'ordinals') && isNamed) give('number', [claim]);
    else if (!has('part') && isMostly(fact, 'codes') && isNamed) give('part', [claim]);
    else if (isMostly(fact, 'ordinals') || isMostly(fact, 'marked')) continue;
    else if (naming === 'none' || naming === 'sure') {
      // "Product" beside "Description" is the other half of the name.
      roles.set(claim.column, 'description');
      if (naming === 'none') naming = 'item';
    }
  }
  for (const claim of of('specification')) {
    if (!has('part') && isMostly(facts.get(claim.column), 'codes')) give('part', [claim]);
    else if (!has('description') && of('name').length === 0) {
      give('description', [claim]);
      naming = 'item';
    }
  }
  if (!has('description') && of('name').length > 0) {
    give('description', of('name'));
    naming = 'name';
  }
  const part = [...roles].find(([, role]) => role === 'part')?.[0];
  // "FG-100F: FortiGate firewall" under "Item Code", and nothing else to name it.
  if (!has('description') && part !== undefined && holdsNames(facts.get(part))) roles.set(part, 'description');
  return { roles, naming };
}

/** Chooses unit price and amount: the two that the quantity ties together, else those whose headers say it best. */
function givePrices(
  prices: readonly Candidate[],
  amounts: readonly Candidate[],
  roles: Map<number, ColumnRole>,
  data: readonly Row[],
): void {
  const quantity = [...roles].find(([, role]) => role === 'quantity')?.[0];
  const set = (role: 'price' | 'amount', claim: Candidate | undefined, claims: readonly Candidate[]) => {
    for (const other of claims) if (claim && other.cell === claim.cell && !roles.has(other.column)) roles.set(other.column, role);
  };
  const counts = quantity === undefined ? [] : countsIn(data, quantity, [...roles].find(([, role]) => role === 'per')?.[0]);
  if (quantity !== undefined && prices.length + amounts.length > 2) {
    let best: readonly [Candidate, Candidate] | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const price of prices) {
      for (const amount of amounts.length > 0 ? amounts : prices) {
        const ranks = price.header.rank * 2 + amount.header.rank;
        if (price === amount || ranks >= least || !multiplies(counts, valuesIn(data, price.column), valuesIn(data, amount.column)))
          continue;
        best = [price, amount];
        least = ranks;
      }
    }
    if (best) {
      set('price', best[0], prices);
      set('amount', best[1], amounts.length > 0 ? amounts : prices);
      return;
    }
  }
  // "Unit price | Qty | Price": the plain one is of the line.
  const [first, second] = prices;
  const isLine = amounts.length === 0 && first !== undefined && second !== undefined && first.header.rank === 0 && second.header.rank === 1;
  const isTied = isLine && multiplies(counts, valuesIn(data, first.column), valuesIn(data, second.column));
  set('price', first, prices);
  set('amount', isTied ? second : amounts[0], isTied ? prices : amounts);
}

/** What stands in a column, row by row. */
type Values = readonly (number | undefined)[];

function valuesIn(data: readonly Row[], column: number): Values {
  return data.map((row) => valueAt(row, column));
}

/** How many times the price is paid: the quantity, by how many the price is of. */
function countsIn(data: readonly Row[], quantity: number, per: number | undefined): Values {
  const counts = valuesIn(data, quantity);
  if (per === undefined) return counts;
  const bases = valuesIn(data, per);
  return counts.map((count, i) => count && count / (bases[i] || 1));
}

/** Whether nothing but numbers of pieces stands in a column, that prices are told of. */
function holdsBases(data: readonly Row[], column: number): boolean {
  const cells = data.flatMap((row) => row.cells.find((cell) => cell.column === column && cell.span <= 1) ?? []);
  const filled = cells.filter(({ text }) => text.trim() !== '');
  return filled.length > 0 && filled.every(({ text }) => isBasis(parseQuantity(text)?.value ?? 0));
}

/** Whether the first two columns multiply to the third, in more than half of the rows that have all three, and in `least` at least. */
export function multiplies(a: Values, b: Values, product: Values, least = 1): boolean {
  let all = 0;
  let tied = 0;
  for (let i = 0; i < product.length; i++) {
    const x = a[i];
    const y = b[i];
    const z = product[i];
    if (x === undefined || y === undefined || z === undefined) continue;
    all++;
    // Prices are shown rounded.
    if (z !== 0 && Math.abs(x * y - z) <= Math.max(0.02, Math.abs(z) * 0.0005)) tied++;
  }
  return tied >= least && tied * 2 > all;
}

function valueAt(row: Row, column: number): number | undefined {
  const text = row.cells.find((cell) => cell.column === column && cell.span <= 1)?.text;
  if (text === undefined || !/\d/.test(text)) return undefined;
  return parseQuantity(text)?.value ?? (parseMoney(text) ?? lastMoneyIn(text))?.value;
}

function isEnough({ roles, naming }: Settled, isStatistic: boolean): boolean {
  const found = new Set(roles.values());
  if (!found.has('description') && !found.has('part')) return false;
  const values = (['quantity', 'price', 'amount'] as const).filter((role) => found.has(role));
  if (values.length !== 1) return values.length > 1;
  if (isStatistic) return false;
  // A name beside an amount may be a budget, an income statement, a list of donors.
  if (values[0] !== 'amount' || naming === 'sure') return true;
  return found.has('part') || found.has('brand') || found.has('unit') || (naming === 'item' && found.has('number'));
}

/** Currency, scale, unit and decimal mark of the columns with roles. */
function* finish(
  roles: readonly (ColumnRole | undefined)[],
  candidates: readonly Candidate[],
  caption: string,
  headerRows: readonly number[],
  data: readonly Row[],
): Generator<undefined, Columns> {
  const headerOf = (role: ColumnRole): string =>
    candidates
      .filter(({ column }) => roles[column] === role)
      .map(({ text }) => text)
      .join(' ');
  const texts: string[] = [];
  const currencies = new Set<string | undefined>();
  for (const row of data) {
    for (const { column, text } of row.cells) {
      const role = roles[column];
      if (role !== 'quantity' && role !== 'price' && role !== 'amount') continue;
      texts.push(text);
      const currency = role === 'quantity' ? undefined : lastMoneyIn(text)?.currency;
      if (currency !== undefined) currencies.add(currency);
    }
    yield;
  }
  const price = headerOf('price');
  const amount = headerOf('amount');
  const isAlike = currencies.size === 1;
  const shared = currencyIn(price) ?? currencyIn(amount) ?? currencyIn(caption) ?? (isAlike ? [...currencies][0] : undefined);
  const moneyOf = (header: string): MoneyColumn => {
    const own = currencyIn(header);
    const currency = own ?? shared;
    // A header that names a currency says what its amounts are counted in, 元 as well as 万元.
    const scale = own === undefined && scaleIn(header) === 1 ? scaleIn(caption) : scaleIn(header);
    return currency === undefined ? { scale } : { currency, scale };
  };
  const unit = unitInBrackets(headerOf('quantity'));
  const mark = decimalMarkOf(texts);
  const isOne = isOfOne(roles, data);
  const per = isOne ? 1 : basisIn(price);
  return {
    roles: Array.from(roles, (role) => (role === 'per' && isOne ? 'other' : role)),
    price: moneyOf(price),
    amount: moneyOf(amount),
    ...(per !== 1 && { per }),
    ...(unit !== undefined && { unit }),
    ...(mark && { mark }),
    headerRows,
  };
}

/** Whether quantity and price alone multiply to the amounts that are stated, whatever a header says of many pieces. */
function isOfOne(roles: readonly (ColumnRole | undefined)[], data: readonly Row[]): boolean {
  const [quantity, price, amount] = (['quantity', 'price', 'amount'] as const).map((role) => roles.indexOf(role));
  const of = (column = -1) => valuesIn(data, column);
  const per = roles.indexOf('per');
  const isTied = multiplies(of(quantity), of(price), of(amount));
  return isTied && (per < 0 || !multiplies(countsIn(data, quantity ?? -1, per), of(price), of(amount)));
}

function unitInBrackets(header: string): string | undefined {
  const inside = /[(（[]\s{0,2}([^()（）[\]]{1,16})[)）\]]/.exec(header)?.[1]?.trim();
  return inside !== undefined && inside !== '单位' && isUnit(inside) ? inside : undefined;
}

/** Whether what stands in the columns of numbers is numbers, as far as anything stands there. */
function* holdsValues(columns: Columns, data: readonly Row[]): Generator<undefined, boolean> {
  let filled = 0;
  let parsed = 0;
  for (const row of data) {
    for (const { column, text, span } of row.cells) {
      const role = columns.roles[column];
      if ((role !== 'quantity' && role !== 'price' && role !== 'amount') || span > 1 || text.trim() === '') continue;
      filled++;
      if (role === 'quantity' ? parseQuantity(text, columns.mark) : lastMoneyIn(text, columns.mark)) parsed++;
    }
    yield;
  }
  return parsed * 3 >= filled;
}

/* Tables without a header */

/** `isStrict`: there is a header that says nothing we know, so that only columns that multiply to another are a sign. */
function* inferColumns(rows: readonly Row[], caption: string, isStrict: boolean): Generator<undefined, Columns | undefined> {
  const start = rows.findIndex((row) => !row.isHead && row.cells.some((cell) => isValue(cell.text.trim())));
  const isWide = (row: Row) => row.cells.filter((cell) => cell.text.trim() !== '').length >= 3;
  const above = rows.slice(0, Math.max(0, start));
  const data = rows.slice(above.length).filter((row) => !row.isHead && isWide(row));
  if (data.length < 2) return undefined;
  const isHeaded = isStrict || above.some(isWide) || rows.some((row) => isMarkedHead(row));
  const facts = yield* gatherFacts(data);
  const roles: (ColumnRole | undefined)[] = [];
  const columns = [...facts.keys()].filter((column) => column < MAX_COLUMNS).sort((a, b) => a - b);
  const isFull = (column: number) => (facts.get(column) as Facts).filled * 5 >= data.length * 3;

  const number = columns.find((column) => isSequence(data, column));
  if (number !== undefined) roles[number] = 'number';
  const texts = columns.filter((column) => roles[column] === undefined && isFull(column) && isText(facts.get(column) as Facts));
  const part = texts.find((column) => isMostly(facts.get(column), 'codes'));
  const meanLength = (column: number) => (facts.get(column) as Facts).length / (facts.get(column) as Facts).filled;
  const description = texts.filter((column) => column !== part).sort((a, b) => meanLength(b) - meanLength(a))[0];
  if (part !== undefined) roles[part] = 'part';
  if (description !== undefined) roles[description] = 'description';
  if (part === undefined && description === undefined) return undefined;
  // Long texts are a page's layout or a list of articles.
  if (description !== undefined && meanLength(description) > MAX_DESCRIPTION) return undefined;

  const values = columns.filter((column) => roles[column] === undefined && isFull(column) && isNumeric(facts.get(column) as Facts));
  yield;
  const triple = findTriple(data, values, facts);
  yield;
  if (triple) {
    [roles[triple[0]], roles[triple[1]], roles[triple[2]]] = ['quantity', 'price', 'amount'];
  } else {
    if (isHeaded) return undefined;
    const quantity = values.find((column) => isMostly(facts.get(column), 'counted'));
    const money = values
      .filter((column) => isMostly(facts.get(column), 'marked'))
      .sort((a, b) => meanOf(valuesIn(data, a)) - meanOf(valuesIn(data, b)));
    const [low, high] = money;
    if (low === undefined || (quantity === undefined && (number === undefined || description === undefined))) return undefined;
    if (quantity !== undefined) roles[quantity] = 'quantity';
    roles[low] = 'price';
    if (high !== undefined) roles[high] = 'amount';
  }
  return yield* finish(
    roles,
    [],
    caption,
    above.map((row) => row.id),
    data,
  );
}

/** Whether the column counts up by one from row to row. */
function isSequence(data: readonly Row[], column: number): boolean {
  let steps = 0;
  let before: number | undefined;
  for (const row of data) {
    const cell = row.cells.find((each) => each.column === column);
    const text = cell?.text.trim() ?? '';
    const value = text.length <= 5 ? parseNumber(text.replace(/[.)、]$/, '')) : undefined;
    if (value !== undefined && before !== undefined && value === before + 1) steps++;
    before = value;
  }
  return steps * 3 >= (data.length - 1) * 2;
}

function isText(fact: Facts): boolean {
  return !isNumeric(fact) && !isMostly(fact, 'units') && fact.length / fact.filled >= 3;
}

function isNumeric(fact: Facts): boolean {
  return (fact.numbers + fact.marked + fact.counted) * 5 >= fact.filled * 4;
}

function meanOf(values: Values): number {
  const known = values.filter((value) => value !== undefined);
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
}

/** Quantity, price and amount among columns of numbers; undefined where no two multiply to a third. */
function findTriple(
  data: readonly Row[],
  columns: readonly number[],
  facts: ReadonlyMap<number, Facts>,
): readonly [number, number, number] | undefined {
  // More columns are statistics, and take long to try.
  if (columns.length < 3 || columns.length > 8) return undefined;
  const least = Math.max(2, Math.ceil(data.length / 2));
  const values = new Map(columns.map((column) => [column, valuesIn(data, column)]));
  const of = (column: number) => values.get(column) as Values;
  for (const product of [...columns].reverse()) {
    for (const a of columns) {
      for (const b of columns) {
        if (a >= b || a === product || b === product || !multiplies(of(a), of(b), of(product), least)) continue;
        // 1 × 5 = 5 in every row says nothing, unless these are amounts.
        const isPlain = [a, b].some((column) => of(column).every((value) => value === undefined || value === 1));
        const isMoney = [a, b, product].some((column) => isMostly(facts.get(column), 'marked')) || hasCents(data, product);
        if (isPlain && !isMoney) continue;
        return isPriceLike(a, b) ? [b, a, product] : [a, b, product];
      }
    }
  }
  return undefined;

  /** Whether of two factors the first is the price: it has a currency or cents, or is the larger. */
  function isPriceLike(a: number, b: number): boolean {
    if (isMostly(facts.get(a), 'counted') || isMostly(facts.get(b), 'marked')) return false;
    if (isMostly(facts.get(b), 'counted') || isMostly(facts.get(a), 'marked')) return true;
    if (hasCents(data, a) !== hasCents(data, b)) return hasCents(data, a);
    return meanOf(of(a)) > meanOf(of(b));
  }
}

function hasCents(data: readonly Row[], column: number): boolean {
  return data.every((row) => {
    const text = row.cells.find((cell) => cell.column === column)?.text.trim() ?? '';
    return text === '' || /[.,]\d\d$/.test(text);
  });
}
