import { expect, test } from 'vitest';
import { findingId, readFindingId } from '../../src/core/finding-id.ts';

test('an id says where its finding is', () => {
  expect(readFindingId(findingId(2, 30, 4))).toEqual({ frame: 2, block: 30, start: 4 });
});

test.each(['', '2:30', '2:30:4:1', 'a:30:4', '2::4', '0:-1:4'])('%j is no id', (text) => {
  expect(readFindingId(text)).toBeNull();
});
