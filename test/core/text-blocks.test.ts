import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { screen } from '../../src/core/screen.ts';
import { blocksOfText, seamsOf } from '../../src/core/text-blocks.ts';
import { indexOf, makeProduct, makeTerm, makeVendor } from './invented.ts';

describe('plain text as blocks', () => {
  test.each<[rule: string, text: string, blocks: [offset: number, text: string][]]>([
    [
      'a line is a block',
      'one\ntwo',
      [
        [0, 'one'],
        [4, 'two'],
      ],
    ],
    ['a line end at the end opens no block', 'one\n', [[0, 'one']]],
    [
      'empty lines and lines of white space give none',
      '\n\none\n \t\n\ntwo\n',
      [
        [2, 'one'],
        [10, 'two'],
      ],
    ],
    [
      'white space within a line stays, so that offsets do',
      '  one  \n\ttwo',
      [
        [0, '  one  '],
        [8, '\ttwo'],
      ],
    ],
    ['nothing', '', []],
    ['white space alone', ' \n \r\n ', []],
  ])('%s', (_rule, text, blocks) => {
    expect(blocksOfText(text).map((block) => [block.offset, block.text])).toEqual(blocks);
  });

  test('the CR of a Windows line end is no text of the next line, and shifts no offset', () => {
    const text = 'one\r\n\r\ntwo\r\n';
    const blocks = blocksOfText(text);
    expect(blocks.map((block) => block.text.trim())).toEqual(['one', 'two']);
    expect(blocks.map((block) => block.offset)).toEqual([0, 7]);
  });

  test('ids count up from zero, without gaps for empty lines', () => {
    expect(blocksOfText('a\n\n\nb\nc').map((block) => block.id)).toEqual([0, 1, 2]);
  });

  test('a line of just 65,536 units is one block, a longer one is cut at a space', () => {
    expect(blocksOfText('x'.repeat(65_536))).toHaveLength(1);
    const words = 'lorem '.repeat(20_000);
    const blocks = blocksOfText(words);
    expect(blocks).toHaveLength(2);
    for (const block of blocks) expect(block.text).toMatch(/^(lorem )*lorem ?$/);
  });

  test('a long line without a space is cut all the same', () => {
    const blocks = blocksOfText(`${'x'.repeat(150_000)}\nend`);
    expect(blocks.map((block) => block.text.length)).toEqual([65_536, 65_536, 18_928, 3]);
    expect(blocks.map((block) => block.offset)).toEqual([0, 65_536, 131_072, 150_001]);
  });

  test('a long line does not take the next one with it', () => {
    const blocks = blocksOfText(`${'x'.repeat(70_000)} y\nnext`);
    expect(blocks.map((block) => block.text.length)).toEqual([65_536, 4466, 4]);
    expect(blocks.at(-1)?.text).toBe('next');
  });

  const line = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\r', '海', '\n'), maxLength: 12 }),
    fc.integer({ min: 65_000, max: 140_000 }).map((n) => 'ab '.repeat(n / 3)),
    fc.integer({ min: 65_530, max: 65_545 }).map((n) => 'x'.repeat(n)),
    fc.integer({ min: 65_530, max: 65_545 }).map((n) => `${' '.repeat(n)}x`),
  );

  test('every block is the text at its offset, in order, and nothing but white space is left out', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const text = lines.join('\n');
        let at = 0;
        for (const block of blocksOfText(text)) {
          expect(block.offset).toBeGreaterThanOrEqual(at);
          expect(text.slice(at, block.offset).trim()).toBe('');
          expect(text.slice(block.offset, block.offset + block.text.length) === block.text).toBe(true);
          expect(block.text.includes('\n')).toBe(false);
          expect(block.text.length).toBeLessThanOrEqual(65_536);
          at = block.offset + block.text.length;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
      { numRuns: 60 },
    );
  });
});

describe('where two lines meet', () => {
  const seams = (text: string) => seamsOf(text, blocksOfText(text));

  test('the end of one and the beginning of the next are a block, with the place of the break', () => {
    const text = 'We buy Norvex\nSystems boxes';
    expect(seams(text)).toEqual([{ id: 2, text, offset: 0, seam: 13 }]);
  });

  test.each([
    ['a blank line parts', 'Norvex\n\nSystems'],
    ['the end of a sentence parts', 'We buy Norvex.\nSystems'],
    ['a cell border parts', '| Norvex |\n| Systems |'],
    ['a bullet parts', 'Norvex\n* Systems'],
    ['one line has none', 'Norvex'],
  ])('%s', (_rule, text) => {
    expect(seams(text)).toEqual([]);
  });

  test('blanks and a carriage return at the break belong to it', () => {
    expect(seams('Norvex \t\r\nSystems').map(({ seam, text }) => [seam, text])).toEqual([[6, 'Norvex \t\r\nSystems']]);
  });

  test('reach 48 units to either side', () => {
    const [seam] = seams(`${'x'.repeat(60)}\n${'y'.repeat(60)}`);
    expect(seam).toEqual({ id: 2, text: `${'x'.repeat(48)}\n${'y'.repeat(48)}`, offset: 12, seam: 48 });
  });

  test('are the same text at their offset', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('Norvex', ' ', '\n', '\r\n', '诺', '-', '.', '𠮷')), (pieces) => {
        const text = pieces.join('');
        for (const seam of seams(text)) {
          expect(text.slice(seam.offset, seam.offset + seam.text.length)).toBe(seam.text);
          expect(seam.text.slice(seam.seam).trimStart()).not.toBe('');
          expect(/^\s*\n/.test(seam.text.slice(seam.seam))).toBe(true);
        }
      }),
    );
  });

  const index = indexOf(
    makeVendor('norvex', [makeTerm('Norvex Networks'), makeTerm('诺维克斯科技'), makeTerm('Stone Wall', { strength: 'context' })], {
      products: [makeProduct('gate', [makeTerm('RampartGate')])],
    }),
  );
  const found = (text: string) => screen(index, seams(text), {}).map((match) => match.text);

  test('hold names that are wrapped, and nothing that stands in one line', () => {
    expect(found('a firewall of Norvex\nNetworks for the office')).toEqual(['Norvex\nNetworks']);
    expect(found('采购诺维克\n斯科技设备')).toEqual(['诺维克\n斯科技']);
    expect(found('from Norvex Networks\nand RampartGate')).toEqual([]);
    expect(found('Rampart\nGate')).toEqual([]);
  });

  test('hold no name that needs help: two lines of a list say as much', () => {
    expect(found('Norvex Networks\nStone\nWall')).toEqual([]);
  });
});

test('a line without spaces is cut without looking back over what was cut before', () => {
  const look = vi.spyOn(String.prototype, 'lastIndexOf');
  try {
    expect(blocksOfText('x'.repeat(300_000))).toHaveLength(5);
    expect(look.mock.contexts).toHaveLength(4);
    for (const text of look.mock.contexts) expect(String(text).length).toBeLessThan(70_000);
  } finally {
    look.mockRestore();
  }
});
