import { expect, test } from 'vitest';
import { packMarks } from '../../src/messaging/marks.ts';
import { unpackMarks } from '../unpack-marks.ts';

test('marks come back by block and start, with the ids of their findings', () => {
  const packed = packMarks(3, [
    { block: 12, start: 40, end: 45, level: 'asked' },
    { block: 2, start: 7, end: 9, level: 'former' },
    { block: 12, start: 4, end: 6, level: 'possible' },
    { block: 2, start: 0, end: 5, level: 'confirmed' },
  ]);
  expect(unpackMarks(packed)).toEqual([
    { id: '3:2:0', block: 2, start: 0, end: 5, level: 'confirmed' },
    { id: '3:2:7', block: 2, start: 7, end: 9, level: 'former' },
    { id: '3:12:4', block: 12, start: 4, end: 6, level: 'possible' },
    { id: '3:12:40', block: 12, start: 40, end: 45, level: 'asked' },
  ]);
});

test('no marks', () => {
  expect(unpackMarks(packMarks(0, []))).toEqual([]);
});
