/** What the worker makes of a page's line items: the calls of the content script, checked and applied as the worker does it. */
import { applyFrame, EMPTY_TAB, type FrameRecord, type TabRecord } from '../../../src/background/tab-record.ts';
import type { Block, Line, LineTable, Match, Money, PlacedLine } from '../../../src/core/finding.ts';
import { linesByPlace } from '../../../src/core/report.ts';
import type { ContentCalls } from '../../../src/messaging/calls.ts';
import { contentSchemas } from '../../../src/messaging/schemas.ts';

type ScreenCall = Parameters<ContentCalls['screen']>[0];

function say(money: Money | undefined): string {
  return money === undefined ? '' : `${money.value}${money.currency === undefined ? '' : ` ${money.currency}`}`;
}

/** "1 · name · #part · 2 pcs × 100 USD = 200 USD" */
export function written({ number, description, part, quantity, unit, price, amount }: Line): string {
  const count = [quantity, unit].filter((text) => text !== undefined).join(' ');
  const sum = [count, price && `× ${say(price)}`, amount && `= ${say(amount)}`].filter((text) => text).join(' ');
  return [number, description, part && `#${part}`, sum].filter((text) => text).join(' · ');
}

/** "3 lines, 2 of them 450 USD" */
function writtenTable({ lines, amounts }: LineTable): string {
  const sums = amounts.map(({ currency, value, lines: known }) => `${known} of them ${value}${currency && ` ${currency}`}`);
  return [`${lines} lines`, ...sums].join(', ');
}

/** What is looked for: words that begin like part numbers of an invented maker. */
const TERM = /NVX-[\w-]+/g;

function matchesIn({ id, row, text }: Block): Match[] {
  return [...text.matchAll(TERM)].map((found) => ({
    block: id,
    ...(row === undefined ? {} : { row }),
    start: found.index,
    end: found.index + found[0].length,
    text: found[0],
    before: '',
    after: '',
    vendor: 'norvex',
    kind: 'part-number',
    strength: 'strong',
    term: 'NVX',
    evidence: [],
    needed: 0,
    role: 'offered',
  })) as unknown as Match[];
}

export class LineWorker {
  record: TabRecord = EMPTY_TAB;
  /** All lines that were told and not taken back. */
  readonly lines = new Map<number, PlacedLine>();
  tables: readonly LineTable[] = [];
  private readonly away = new Set<number>();

  /** Takes the calls; answers which lines they told, and how many they took back. */
  take(calls: readonly ScreenCall[]): { told: string[]; gone: number } {
    const told: string[] = [];
    let gone = 0;
    for (const call of calls) {
      const { reset, lines, blocks, removed, away, returned, complete, coverage } = contentSchemas.screen().parse(call) as ScreenCall;
      if (reset) this.lines.clear();
      const now = new Set(lines.lines.map(({ line }) => line.id));
      for (const key of returned) {
        const id = Number(key.slice(1));
        // Forgotten rather than back.
        if (key.startsWith('L') && this.away.delete(id) && !now.has(id)) this.lines.delete(id);
      }
      for (const { key } of away) if (key.startsWith('L')) this.away.add(Number(key.slice(1)));
      for (const placed of lines.lines) {
        this.lines.set(placed.line.id, placed);
        told.push(written(placed.line));
      }
      for (const id of lines.gone) this.lines.delete(id);
      gone += lines.gone.length;
      this.tables = lines.tables ?? this.tables;
      this.record = applyFrame(this.record, 0, {
        scan: call.scan,
        startedAt: call.startedAt,
        reset,
        complete,
        address: '',
        page: {},
        coverage,
        sent: blocks,
        removed,
        away,
        returned,
        lines,
        matches: blocks.flatMap(matchesIn),
      });
    }
    return { told, gone };
  }

  private get frame(): FrameRecord | undefined {
    return this.record.frames[0];
  }

  /** Lines in the order of their numbers within the frame. */
  written(): string[] {
    return [...this.lines.values()].sort((a, b) => a.line.id - b.line.id).map(({ line }) => written(line));
  }

  writtenTables(): string[] {
    return this.tables.map(writtenTable);
  }

  /** What is found on the page: part numbers, each with its line. */
  found(): Record<string, string> {
    const lineOf = linesByPlace(this.frame?.lines ?? []);
    return Object.fromEntries(
      (this.frame?.matches ?? []).map((match) => {
        const line = lineOf(match);
        return [match.text, line === undefined ? '' : written(line)];
      }),
    );
  }

  /** Part numbers that were scrolled away. One that is there twice is said twice. */
  seen(): string[] {
    return (this.frame?.away ?? []).map(({ match }) => match.text).sort();
  }

  /** Where the tables do not come to what their lines come to; empty when all is well. */
  wrongSums(): string[] {
    const wrong: string[] = [];
    const told = new Map(this.tables.map((table) => [table.id, table]));
    const all = [...this.lines.values()];
    for (const id of new Set([...told.keys(), ...all.map(({ line }) => line.table)])) {
      const lines = all.filter(({ line }) => line.table === id);
      const table = told.get(id);
      if (table?.lines !== lines.length) wrong.push(`table ${id}: ${table?.lines} lines for ${lines.length}`);
      const sums = new Map<string, number>();
      for (const { line } of lines) {
        const { amount } = line;
        // In ten thousandths, which are whole.
        if (amount) sums.set(amount.currency ?? '', (sums.get(amount.currency ?? '') ?? 0) + Math.round(amount.value * 10_000));
      }
      for (const currency of new Set([...sums.keys(), ...(table?.amounts ?? []).map((amount) => amount.currency)])) {
        const value = table?.amounts.find((amount) => amount.currency === currency)?.value;
        const sum = (sums.get(currency) ?? 0) / 10_000;
        if (value !== sum) wrong.push(`table ${id}: ${value} ${currency} for ${sum}`);
      }
    }
    return wrong;
  }
}
