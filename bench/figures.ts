/** Figures of a bench that measures the same thing with and without the extension, several times. */
import type { Goal } from './results.ts';

export type Variant = 'without' | 'with';

/** A value per run. Empty where the figure does not exist in that variant. */
export type Figure = Readonly<Record<Variant, readonly number[]>>;

/** Figures of one page, in the order in which they were first noted. */
export class Figures {
  private readonly byName = new Map<string, Record<Variant, number[]>>();

  note(variant: Variant, name: string, value: number | undefined): void {
    if (value === undefined || Number.isNaN(value)) return;
    const figure = this.byName.get(name) ?? { without: [], with: [] };
    figure[variant].push(value);
    this.byName.set(name, figure);
  }

  /** Empty where nothing was noted. */
  get(name: string): Figure {
    return this.byName.get(name) ?? { without: [], with: [] };
  }

  all(): ReadonlyMap<string, Figure> {
    return this.byName;
  }
}

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** As many digits as mean something. */
export function show(value: number): string {
  if (Number.isNaN(value)) return 'n/a';
  const size = Math.abs(value);
  if (size < 0.00005) return '0';
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4);
}

function spread(values: readonly number[]): string {
  if (values.length === 0) return '';
  return [Math.min(...values), median(values), Math.max(...values)].map((value) => show(value).padStart(8)).join('');
}

/** One line per figure: min, median, max without and with, and what the medians differ by. */
export function printPage(title: string, figures: Figures): void {
  const header = ['min', 'median', 'max'].map((name) => name.padStart(8)).join('');
  console.log(
    `\n${title}\n${''.padEnd(52)}${'without'.padStart(24)}${'with'.padStart(26)}\n${''.padEnd(52)}${header}  ${header}       with/without`,
  );
  for (const [name, figure] of figures.all()) {
    const [before, after] = [median(figure.without), median(figure.with)];
    const both = figure.without.length > 0 && figure.with.length > 0;
    const ratio = before > 0 ? `x ${(after / before).toFixed(2)}`.padStart(9) : ''.padStart(9);
    const extra = `${after >= before ? '+' : ''}${show(after - before)}`.padStart(9);
    console.log(
      `${name.padEnd(52)}${spread(figure.without).padEnd(24)}  ${spread(figure.with).padEnd(24)}${both ? `${ratio}${extra}` : ''}`.trimEnd(),
    );
  }
}

export const isMet = ({ value, limit, bound }: Goal): boolean =>
  value !== undefined && (bound === 'at most' ? value <= limit : value >= limit);

export function printGoals(goals: readonly Goal[]): void {
  console.log('\nMust reach');
  for (const goal of goals) {
    const { what, value, limit, bound, unit } = goal;
    const verdict = value === undefined || Number.isNaN(value) ? 'n/a ' : isMet(goal) ? 'PASS' : 'MISS';
    console.log(`${verdict}  ${what}: ${show(value ?? Number.NaN)}${unit && ` ${unit}`} (${bound} ${limit})`);
  }
}
