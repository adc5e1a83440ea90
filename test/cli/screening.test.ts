import { expect, test } from 'vitest';
import { cutPortions } from '../../src/cli/screening.ts';

test('portions cover all blocks in order, and none ends inside a row', () => {
  const blocks = [1, 1, 2, 2, 2, undefined, undefined, undefined, undefined, 3].map((row, id) => ({
    id,
    text: 'x',
    ...(row !== undefined && { row }),
  }));
  expect([...cutPortions(blocks, 3)].map((portion) => portion.map(({ id }) => id))).toEqual([
    [0, 1, 2, 3, 4],
    [5, 6, 7],
    [8, 9],
  ]);
  expect([...cutPortions([], 3)]).toEqual([]);
});
