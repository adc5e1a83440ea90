/** The pure parts of the views of own lists: mapping, forms, words, changes, file names. */
import { describe, expect, it } from 'vitest';
import en from '../../public/_locales/en/messages.json';
import type { OwnEntry } from '../../src/core/own-list.ts';
import { applyChange } from '../../src/options/import/changes.ts';
import type { AnyEntry, EntryChange } from '../../src/options/import/messages.ts';
import { draftOf, entryOf } from '../../src/options/own/entry-draft.ts';
import { fieldAt, isComplete, withColumn } from '../../src/options/own/mapping.ts';
import { wordsOf } from '../../src/options/own/problem-words.ts';
import { fileNameOf } from '../../src/options/own/save-file.ts';
import { hasText } from '../../src/options/own/use-entries.ts';
import { createTranslator } from '../../src/ui/translate.ts';

describe('the mapping of columns', () => {
  it('gives a column one field and a field one column', () => {
    const mapping = withColumn({ vendor: 0, note: 1 }, 1, 'vendor');
    expect(mapping).toEqual({ vendor: 1 });
    expect([fieldAt(mapping, 0), fieldAt(mapping, 1)]).toEqual([undefined, 'vendor']);
  });

  it('leaves a column out', () => expect(withColumn({ vendor: 0, note: 1 }, 1, undefined)).toEqual({ vendor: 0 }));

  it('is enough with a vendor, and not needed where the format is known', () => {
    expect(isComplete({ format: 'csv', mapping: { product: 0 } })).toBe(false);
    expect(isComplete({ format: 'csv', mapping: { vendor: 0 } })).toBe(true);
    expect(isComplete({ format: 'ftm', mapping: {} })).toBe(true);
  });
});

describe('the words for a problem', () => {
  const translator = createTranslator('en', en);

  it('name line and value', () => {
    const words = wordsOf(translator, { code: 'date', line: 12, column: 'Valid until', value: '31/31/2026' });
    expect(words).toContain('31/31/2026');
    expect(words).not.toContain('$');
  });

  it('show the beginning of a long value', () => {
    expect(wordsOf(translator, { code: 'link', line: 1, value: 'x'.repeat(5_000) }).length).toBeLessThan(300);
  });

  it.each([
    ['utf-8', 'UTF-8'],
    ['gb18030', 'GB18030'],
    ['big5', 'Big5'],
    ['windows-1252', 'Windows-1252'],
  ])('write the encoding %s as %s', (value, name) => {
    expect(wordsOf(translator, { code: 'encoding', value })).toContain(` ${name}.`);
  });

  it('tell what went wrong on our side', () => expect(wordsOf(translator, { code: 'full' })).toBe(en.own_fault_full.message));
});

describe('an entry in its form', () => {
  const entry: OwnEntry = {
    id: '7',
    vendor: 'Umbrage Works',
    product: 'Gate',
    aliases: ['Gate One', '门一'],
    partNumbers: ['GT-##', 'GX-100'],
    severity: 'review',
    note: 'Ask Ruth.\nTwice.',
    url: 'https://example.org/reason',
  };

  it('comes back as it was', () => expect(entryOf('restricted', draftOf(entry))).toEqual({ entry }));

  it('is without what is empty, repeated or unseen', () => {
    const draft = { ...draftOf(undefined), vendor: ' Umbrage\u202e  Works ', aliases: 'One\n\n One \n', note: '  ' };
    expect(entryOf('restricted', draft)).toEqual({
      entry: { vendor: 'Umbrage Works', aliases: ['One'], partNumbers: [], severity: 'prohibited' },
    });
  });

  it('of an approved vendor has its categories', () => {
    const draft = { ...draftOf(undefined), vendor: 'Umbrage', categories: 'drone\nserver', validUntil: '2027-03-31', region: 'North' };
    expect(entryOf('approved', draft)).toEqual({
      entry: { vendor: 'Umbrage', categories: ['drone', 'server'], validUntil: '2027-03-31', region: 'North' },
    });
  });

  it.each([
    ['vendor', ' ', 'no-name'],
    ['vendor', '12345', 'no-letter'],
    ['vendor', 'x'.repeat(301), 'too-long'],
    ['url', 'javascript:alert(1)', 'link'],
    ['url', 'http://example.org', 'link'],
    ['partNumbers', 'GT-##\nFG-(', 'pattern'],
    ['partNumbers', '####', 'pattern-wide'],
    ['aliases', Array.from({ length: 201 }, (_, i) => `name ${i}`).join('\n'), 'too-many-values'],
  ] as const)('with a wrong %s is not stored (%#)', (field, text, code) => {
    expect(entryOf('restricted', { ...draftOf(entry), [field]: text })).toMatchObject({ field, problem: { code } });
  });

  it('that says nothing lacks a vendor', () => {
    expect(entryOf('approved', draftOf(undefined))).toMatchObject({ field: 'vendor', problem: { code: 'no-name' } });
  });

  it('with a day that no calendar has is not stored', () => {
    const draft = { ...draftOf(undefined), vendor: 'Umbrage', validUntil: '2026-02-30' };
    expect(entryOf('approved', draft)).toMatchObject({ field: 'validUntil', problem: { code: 'date' } });
  });
});

describe('a change of a list', () => {
  const named = (vendor: string): OwnEntry => ({ vendor, aliases: [], partNumbers: [], severity: 'prohibited' });
  const vendorsAfter = async (change: EntryChange): Promise<string[]> => {
    const batches = (async function* () {
      yield [named('a'), named('b')];
      yield [named('c')];
    })();
    const after: AnyEntry[] = [];
    for await (const batch of applyChange(batches, change)) after.push(...batch);
    return after.map(({ vendor }) => vendor);
  };

  it('is made at its number, also behind the first batch', async () => {
    expect(await vendorsAfter({ kind: 'edit', number: 2, entry: named('z') })).toEqual(['a', 'b', 'z']);
    expect(await vendorsAfter({ kind: 'remove', number: 1 })).toEqual(['a', 'c']);
    expect(await vendorsAfter({ kind: 'add', entry: named('z') })).toEqual(['a', 'b', 'c', 'z']);
  });
});

describe('a search', () => {
  it('looks into all that an entry says', () => {
    const entry: OwnEntry = { vendor: 'Umbrage', aliases: ['Gate One'], partNumbers: ['GT-1'], severity: 'review' };
    expect(['umbrage', 'gate', 'gt-1', 'zzz'].map((wanted) => hasText(entry, wanted))).toEqual([true, true, true, false]);
  });
});

describe('the name of an export', () => {
  it('is one that every system takes', () =>
    expect(fileNameOf('Left: A/B \u202e"2"', '2026-11-23', 'csv')).toBe('Left A B 2 2026-11-23.csv'));
});
