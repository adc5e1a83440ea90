import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlockDraft, DocumentBuilder } from '../../src/cli/document.ts';
import { readText } from '../../src/cli/read-text.ts';

test('each line that is not blank is a block, without its line end', () => {
  const { blocks } = readText('FortiGate 60F\r\n\r\n  \n 2 pcs\nlast');
  expect(blocks.filter(({ seam }) => seam === undefined).map(({ text }) => text)).toEqual(['FortiGate 60F', ' 2 pcs', 'last']);
});

test('where two lines meet is a block behind the lines, and not counted as read', () => {
  const { blocks, coverage } = readText('Norvex\r\nSystems\n\nlast');
  expect(blocks).toEqual([
    { id: 0, text: 'Norvex' },
    { id: 1, text: 'Systems' },
    { id: 2, text: 'last' },
    { id: 3, text: 'Norvex\r\nSystems', seam: 6 },
  ]);
  expect(coverage).toMatchObject({ blocks: 3, characters: 17 });
});

test('every span of a block is the same text in the file', () => {
  const piece = fc.constantFrom('FortiGate', '飞塔', '𠮷', ' ', '\n', '\r\n', '\t', 'é');
  fc.assert(
    fc.property(fc.array(piece), fc.nat(), fc.nat(), (pieces, a, b) => {
      const text = pieces.join('');
      const document = readText(text);
      for (const block of document.blocks) {
        const start = a % block.text.length;
        const end = start + 1 + (b % (block.text.length - start));
        const span = document.locate(block.id, start, end);
        expect(text.slice(span.start, span.end)).toBe(block.text.slice(start, end));
      }
    }),
  );
});

test('a very long block is cut at a space and keeps its places', () => {
  const text = `${'x'.repeat(65_000)} ${'y'.repeat(1_000)} FortiGate`;
  const draft = new BlockDraft();
  draft.append(text, 7);
  const builder = new DocumentBuilder();
  builder.push(draft, { row: 3 });
  const document = builder.finish();
  expect(document.blocks.map((block) => [block.text.length, block.row])).toEqual([
    [65_001, 3],
    [1_010, 3],
  ]);
  expect(document.locate(1, 1_001, 1_010)).toEqual({ start: 7 + text.indexOf('Forti'), end: 7 + text.length });
});

test('coverage counts blocks and characters', () => {
  expect(readText('ab\n\ncd').coverage).toEqual({
    blocks: 2,
    characters: 4,
    fields: 0,
    cells: 0,
    attributes: 0,
    shadowRoots: 0,
    unread: [],
  });
});
