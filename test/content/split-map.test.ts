/** A map in pieces is a map: whatever is done to both, they hold the same in the same order. */
import { expect, test } from 'vitest';
import { SplitMap } from '../../src/content/split-map.ts';

const contents = (map: SplitMap<number, string>): string[] => [...map.values()];

test('of 60,000 keys, set, deleted and set again: the same values in the same order', () => {
  const map = new SplitMap<number, string>();
  const model = new Map<number, string>();
  const set = (key: number, value: string): void => {
    map.set(key, value);
    model.set(key, value);
  };
  for (let key = 0; key < 60_000; key += 1) set(key, `${key}`);
  for (let key = 0; key < 60_000; key += 1) if (key % 7 !== 0) expect(map.delete(key)).toBe(model.delete(key));
  for (let key = 0; key < 60_000; key += 3) set(key, `${key} again`);
  for (let key = 60_000; key < 80_000; key += 1) set(key, `${key}`);
  expect(map.size).toBe(model.size);
  expect(contents(map)).toEqual([...model.values()]);
  expect([0, 1, 3, 21, 79_999].map((key) => [map.has(key), map.get(key)])).toEqual(
    [0, 1, 3, 21, 79_999].map((key) => [model.has(key), model.get(key)]),
  );
  expect(map.delete(1)).toBe(false);
});

test('what is deleted while the values are gone through is not met any more', () => {
  const map = new SplitMap<number, string>();
  for (let key = 0; key < 40_000; key += 1) map.add(key, `${key}`);
  let met = 0;
  for (const value of map.values()) {
    met += 1;
    if (Number(value) % 2 === 0) map.delete(Number(value) + 1);
  }
  expect(met).toBe(20_000);
});
