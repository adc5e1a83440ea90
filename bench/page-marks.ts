/** Placeholder for the figures of drawing marks. */
import type { Chart, Goal } from './results.ts';

export async function marksCharts(_options: {
  readonly runs: number;
  readonly corpus?: string | undefined;
}): Promise<{ charts: Chart[]; goals: Goal[] }> {
  return { charts: [], goals: [] };
}
