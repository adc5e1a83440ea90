/** Writes `bench/report.html` from what the benches stored. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { StoredResults } from '../results.ts';
import { readResults, writePage } from './page.ts';

const resultsFolder = fileURLToPath(new URL('../../out/bench/', import.meta.url));
const reportFile = fileURLToPath(new URL('../report.html', import.meta.url));

/** A bench that was not run since keeps what the last report says of it. */
export function writeReport(): void {
  const results = new Map<string, StoredResults>();
  const take = (stored: StoredResults): unknown => results.set(stored.bench, stored);
  if (existsSync(reportFile)) for (const stored of readResults(readFileSync(reportFile, 'utf8'))) take(stored);
  const files = existsSync(resultsFolder) ? readdirSync(resultsFolder).filter((file) => file.endsWith('.json')) : [];
  for (const file of files) take(JSON.parse(readFileSync(resultsFolder + file, 'utf8')) as StoredResults);
  writeFileSync(reportFile, writePage([...results.values()]));
}
