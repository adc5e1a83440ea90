/** Export and import in a page, for `streams.browser.test.ts`. */
import type { OwnEntry } from '../../../src/core/own-list.ts';
import { inspect } from '../../../src/import/inspect.ts';
import { ImportError } from '../../../src/import/problems.ts';
import { readEntries } from '../../../src/import/read.ts';
import { type ExportFormat, writeEntries } from '../../../src/import/write.ts';

const entry = (i: number): OwnEntry => ({
  vendor: `Vendor ${i}`,
  aliases: [`供应商${i}`, `A;${i}`],
  partNumbers: [],
  severity: i % 2 ? 'prohibited' : 'review',
  note: `=${i}\nnote`,
});

async function* made(count: number): AsyncGenerator<readonly OwnEntry[]> {
  for (let i = 0; i < count; i += 1000) yield Array.from({ length: 1000 }, (_, k) => entry(i + k));
}

async function read(blob: Blob): Promise<string[]> {
  const file = { name: 'list', size: blob.size, blob };
  const { plan } = await inspect(file, 'restricted');
  const lines: string[] = [];
  const news = { onProblem: () => lines.push('problem'), onProgress: () => undefined };
  for await (const batch of readEntries(file, plan, news)) lines.push(...batch.map((one) => JSON.stringify(one)));
  return lines;
}

const harness = {
  /** How many of the entries came back as they were. */
  async roundTrip(format: ExportFormat, count: number): Promise<number> {
    const lines = await read(await writeEntries('restricted', made(count), format));
    return lines.filter((line, i) => line === JSON.stringify(entry(i))).length;
  },
  /** Why a workbook is refused whose middle is lost. */
  async readBroken(): Promise<string> {
    const bytes = new Uint8Array(await (await writeEntries('restricted', made(2000), 'xlsx')).arrayBuffer());
    bytes.fill(0xff, bytes.length / 4, bytes.length / 2);
    try {
      await read(new Blob([bytes]));
      return 'taken';
    } catch (error) {
      return error instanceof ImportError ? error.code : String(error);
    }
  },
};
export type Harness = typeof harness;
Object.assign(window, { harness });
