import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocksOfText } from '../../src/core/text-blocks.ts';

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
