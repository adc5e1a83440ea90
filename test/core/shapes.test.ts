import { describe, expect, test } from 'vitest';
import * as z from '../../src/core/shapes.ts';

const shape = z.object({
  id: z.int().check(z.nonnegative()),
  name: z.string().check(z.minLength(1), z.maxLength(5)),
  tags: z.optional(z.array(z.enum(['a', 'b']))),
  note: z.exactOptional(z.nullable(z.string())),
  flags: z.optional(z.record(z.string(), z.boolean())),
});

describe('taken', () => {
  test.each<[what: string, value: unknown, taken: unknown]>([
    ['what has all fields', { id: 1, name: 'x', tags: ['a'], note: null, flags: { on: true } }, undefined],
    ['without those that may be absent', { id: 0, name: 'abcde' }, undefined],
    ['an optional field that is undefined', { id: 0, name: 'x', tags: undefined }, undefined],
    ['without fields that are not named', { id: 0, name: 'x', more: 1 }, { id: 0, name: 'x' }],
    [
      'without a prototype',
      JSON.parse('{"id":0,"name":"x","flags":{"__proto__":true,"on":true}}'),
      { id: 0, name: 'x', flags: { on: true } },
    ],
  ])('%s', (_what, value, taken) => {
    expect(shape.safeParse(value)).toEqual({ success: true, data: taken ?? value });
  });
});

describe('refused, with the place', () => {
  test.each<[value: unknown, place: string]>([
    [null, ''],
    [[], ''],
    ['text', ''],
    [{ name: 'x' }, 'id'],
    [Object.create({ id: 0, name: 'x' }), 'id'],
    [{ id: -1, name: 'x' }, 'id'],
    [{ id: 1.5, name: 'x' }, 'id'],
    [{ id: Number.NaN, name: 'x' }, 'id'],
    [{ id: 2 ** 53, name: 'x' }, 'id'],
    [{ id: 0, name: '' }, 'name'],
    [{ id: 0, name: 'abcdef' }, 'name'],
    [{ id: 0, name: 7 }, 'name'],
    [{ id: 0, name: 'x', tags: 'a' }, 'tags'],
    [{ id: 0, name: 'x', tags: ['a', 'c'] }, 'tags.1'],
    [{ id: 0, name: 'x', note: undefined }, 'note'],
    [{ id: 0, name: 'x', flags: [] }, 'flags'],
    [{ id: 0, name: 'x', flags: { on: 1 } }, 'flags.on'],
  ])('%j', (value, place) => {
    const parsed = shape.safeParse(value);
    expect(parsed.success ? 'taken' : parsed.error.issues.map(({ path }) => path.join('.'))).toEqual([place]);
  });
});

test('what goes wrong otherwise is no answer', () => {
  const broken = z.transform(() => {
    throw new TypeError('a bug');
  });
  expect(() => broken.safeParse(1)).toThrow('a bug');
});
