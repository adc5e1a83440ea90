import { expect, test } from 'vitest';
import { findHeader } from '../../src/import/columns.ts';

const rowOf = (...cells: string[]) => ({ line: 1, cells });

test.each([
  ['a remark in brackets', '*供应商名称（必填）'],
  ['a remark of several lines', 'Vendor [as it stands\non the invoice]'],
  ['a bracket that never closes', 'Vendor', `${'('.repeat(600_000)}x`],
  ['a square one', 'Vendor', `${'['.repeat(600_000)}x`],
])('headings are read beside %s', (_what, ...cells) => {
  expect(findHeader('restricted', [rowOf(...cells)])).toBe(0);
});
