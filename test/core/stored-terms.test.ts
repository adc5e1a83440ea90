import { expect, test, vi } from 'vitest';
import { joinNames } from '../../src/core/index-format.ts';
import { screenStored } from '../../src/core/screen.ts';
import { StoredTerms } from '../../src/core/stored-terms.ts';
import type { TermSource } from '../../src/core/term-data.ts';
import { indexOfTerms } from './invented.ts';
import { compileNames, storedTerms, withNames } from './own-names.ts';

const names = Array.from({ length: 3000 }, (_, i) => `Number ${i} of many names`);

test('a term is not at hand until it is loaded, and then the same object each time', async () => {
  const terms = storedTerms(await compileNames('own:x', names));
  expect(terms.get(17)).toBeUndefined();
  expect(await terms.load()).toBe(true);
  const term = terms.get(17);
  expect(term).toMatchObject({ term: 'Number 17 of many names', vendor: 'own:x:17', kind: 'name', strength: 'plain' });
  expect(await terms.load()).toBe(false);
  expect(terms.get(17)).toBe(term);
});

test('only what was asked for is read, near records at once, and the places once', async () => {
  const compiled = await compileNames('own:x', names);
  const reads: [number, number][] = [];
  const terms = storedTerms(compiled, reads);
  for (const number of [3, 1, 2, 2999]) terms.get(number);
  await terms.load();
  expect(reads).toHaveLength(3);
  expect(reads.slice(1).every(([start, end]) => end - start < 1000)).toBe(true);
  expect([1, 2, 3, 2999].map((number) => terms.get(number)?.term)).toEqual([1, 2, 3, 2999].map((number) => names[number]));
  terms.get(1500);
  await terms.load();
  expect(reads).toHaveLength(4);
});

test('terms that nobody asks for any more are let go of', async () => {
  const many = Array.from({ length: 10_000 }, (_, i) => `Number ${i} of many names`);
  const terms = storedTerms(await compileNames('own:x', many));
  const ask = async (from: number, to: number): Promise<void> => {
    for (let number = from; number < to; number++) terms.get(number);
    await terms.load();
    await terms.load();
  };
  await ask(0, 5000);
  expect(terms.get(0)).toBeDefined();
  await ask(5000, 10_000);
  expect(terms.get(9999)).toBeDefined();
  // Number 0 was asked for between the two; number 1 was not.
  expect(terms.get(0)).toBeDefined();
  expect(terms.get(1)).toBeUndefined();
});

test('a number that the list does not have is no term', async () => {
  const terms = storedTerms(await compileNames('own:x', ['Acme Robotics']));
  expect(terms.get(1)).toBeUndefined();
  expect(await terms.load()).toBe(false);
});

test('what could not be read is asked for again', async () => {
  const { termBytes: packed } = await compileNames('own:x', ['Acme Robotics']);
  let isGone = true;
  const terms = new StoredTerms(1, packed.length, async (start, end) => {
    if (isGone) throw new Error('gone');
    return packed.slice(start, end);
  });
  terms.get(0);
  await expect(terms.load()).rejects.toThrow('gone');
  isGone = false;
  terms.get(0);
  expect(await terms.load()).toBe(true);
  expect(terms.get(0)?.term).toBe('Acme Robotics');
});

test('names are read before anything is judged, those of the title too, and no block is read again that lacked none', async () => {
  const alone = indexOfTerms('Norvex');
  const compiled = await compileNames('own:x', ['Quillfeather', 'Umbrage']);
  const terms = storedTerms(compiled);
  const index = joinNames(alone, compiled.index, terms);
  const read = vi.spyOn(index.parts[0]?.terms as TermSource, 'get');
  const blocks = ['Norvex', 'Quillfeather'].map((text, id) => ({ id, text }));
  const matches = await screenStored(index, blocks, { title: 'Umbrage' });
  expect(matches.map(({ vendor }) => vendor)).toEqual(['acme', 'own:x:0']);
  expect(read).toHaveBeenCalledTimes(1);
  expect(terms.get(1)?.term).toBe('Umbrage');
  expect(await terms.load()).toBe(false);
});

test('the names of a text are found once they are at hand', async () => {
  const index = await withNames(indexOfTerms('Norvex'), 'own:x', 'Quillfeather Industries', 'Umbrage');
  const found = async (text: string): Promise<string[]> =>
    (await screenStored(index, [{ id: 1, text }], {})).map(({ vendor, text: words }) => `${vendor} ${words}`);
  expect(await found('Norvex and quillfeather industries and Umbrage')).toEqual([
    'acme Norvex',
    'own:x:0 quillfeather industries',
    'own:x:1 Umbrage',
  ]);
  expect(await found('nothing')).toEqual([]);
});
