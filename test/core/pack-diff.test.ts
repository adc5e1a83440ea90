import { expect, test } from 'vitest';
import type { OwnEntry } from '../../src/core/own-list.ts';
import { diffEntries, nameOfEntry } from '../../src/core/pack-diff.ts';

const entry = (vendor: string, more: Partial<OwnEntry> = {}): OwnEntry => ({
  vendor,
  aliases: [],
  partNumbers: [],
  severity: 'prohibited',
  ...more,
});

/** The difference in short: names, and of what changed the fields. */
function diff(before: readonly OwnEntry[], after: readonly OwnEntry[]) {
  const { added, removed, changed } = diffEntries(before, after);
  return {
    added: added.map(nameOfEntry),
    removed: removed.map(nameOfEntry),
    changed: changed.map(({ after: entry, fields }) => [nameOfEntry(entry), ...fields]),
  };
}

const nothing = { added: [], removed: [], changed: [] };

test('the same entries in another order, with their fields in another order, are the same', () => {
  const { vendor, ...rest } = entry('B', { note: 'x' });
  expect(diff([entry('A'), { vendor, ...rest }], [{ ...rest, vendor }, entry('A')])).toEqual(nothing);
});

test('an entry is told by its id, whatever it is called', () => {
  expect(diff([entry('Old name', { id: '1' })], [entry('New name', { id: '1' })])).toEqual({
    ...nothing,
    changed: [['New name', 'vendor']],
  });
});

test('without ids it is told by vendor and product: another product is another entry', () => {
  expect(diff([entry('A'), entry('A', { product: 'P' })], [entry('A', { severity: 'review' }), entry('A', { product: 'Q' })])).toEqual({
    added: ['A · Q'],
    removed: ['A · P'],
    changed: [['A', 'severity']],
  });
});

test('an id that is given later makes no other entry of it', () => {
  expect(diff([entry('A')], [entry('A', { id: '1' })])).toEqual({ ...nothing, changed: [['A', 'id']] });
});

test('of equal entries each counts once', () => {
  expect(diff([entry('A'), entry('A'), entry('A')], [entry('A')])).toEqual({ ...nothing, removed: ['A', 'A'] });
});

test('a field that comes or goes is a change', () => {
  expect(diff([entry('A', { note: 'x' })], [entry('A', { url: 'https://a.example/' })])).toEqual({
    ...nothing,
    changed: [['A', 'note', 'url']],
  });
});
