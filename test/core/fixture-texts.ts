import { readdirSync, readFileSync } from 'node:fs';
import type { Block } from '../../src/core/finding.ts';

/** Blocks of the fixture texts and files, cut at line ends. */
export function* fixtureTexts(): Generator<{ readonly name: string; readonly blocks: Block[] }> {
  for (const folder of ['../fixtures/files/', '../fixtures/pages/', '../../samples/', '../../docs/']) {
    const root = new URL(folder, import.meta.url);
    for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(txt|html|csv|md)$/.test(file)) continue;
      const text = readFileSync(new URL(file, root), 'utf8').replace(/<[^>]*>/g, '\n');
      yield { name: file, blocks: text.split(/\n+/).flatMap((line, id) => (line.trim() ? [{ id, text: line }] : [])) };
    }
  }
}
