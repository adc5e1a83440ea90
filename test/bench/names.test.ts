import { describe, expect, test } from 'vitest';
import { makeNames, properNames } from '../../bench/match/names.ts';

const text = ['The Northgate server of Hale Systems runs. Northgate, and Hale Systems again; the systems of 明远科技。买明远科技，好。'];

describe('names to search for', () => {
  test('are the same for the same seed and text', () => {
    expect(makeNames([300], text, 1)).toEqual(makeNames([300], text, 1));
    expect(makeNames([300], text, 2)).not.toEqual(makeNames([300], text, 1));
  });

  test('of a shorter list are the beginning of a longer one', () => {
    expect(makeNames([300, 900], text, 1).slice(0, 300)).toEqual(makeNames([300], text, 1));
  });

  test('are as many as asked for, and no two differ in case alone', () => {
    const names = makeNames([300, 900], text, 1);
    expect(names).toHaveLength(900);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(900);
  });

  test('never change case inside a word nor join letters and digits', () => {
    expect(makeNames([2_000], text, 1).filter((name) => /\p{Ll}\p{Lu}|\p{L}\d/u.test(name))).toEqual([]);
  });

  test('that the text holds are those that it never writes small', () => {
    expect(properNames(text)).toEqual([
      { name: 'Northgate', count: 2 },
      { name: 'Hale Systems', count: 2 },
      { name: 'Hale', count: 2 },
    ]);
    expect(properNames(['明远科技，明远科技。'])).toEqual([{ name: '明远科技', count: 2 }]);
  });
});
