import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFoldTables } from '../../src/core/fold.ts';
import { type Index, IndexError, joinNames } from '../../src/core/index-format.ts';
import { buildNameIndex, type NameTerm } from '../../src/core/name-index.ts';
import { screen } from '../../src/core/screen.ts';
import { PackedTerms } from '../../src/core/term-data.ts';
import { indexOf, indexOfTerms, makeTerm, makeVendor, seenIn, tables } from './invented.ts';

const name = (text: string, more: Partial<NameTerm> = {}): NameTerm => ({ text, kind: 'name', strength: 'plain', vendor: 'own', ...more });

async function compileNames(batches: readonly (readonly NameTerm[])[], pause: () => Promise<void> | undefined = () => undefined) {
  const pieces: Uint8Array[] = [];
  const bytes = await buildNameIndex(tables, batches, { write: (piece) => pieces.push(piece), pause });
  return { bytes, terms: new PackedTerms(new Uint8Array(Buffer.concat(pieces))) };
}

async function withNames(index: Index, ...names: readonly NameTerm[]): Promise<Index> {
  const { bytes, terms } = await compileNames([names]);
  return joinNames(index, bytes, terms);
}

const nothing = indexOf();

describe('names beside the catalogue', () => {
  test('are found as the catalogue’s are, in one search', async () => {
    const index = await withNames(indexOfTerms('Norvex'), name('Haiyan Systems'), name('Ostrava Guard Co., Ltd.', { kind: 'legal' }));
    expect(seenIn(index, 'Haiyan-Systems and Norvex, OSTRAVA GUARD CO LTD').map(({ term }) => term)).toEqual([
      'Norvex',
      'Haiyan Systems',
      'Ostrava Guard Co., Ltd.',
    ]);
  });

  test('give matches in the order of the text, whichever list they are of', async () => {
    const index = await withNames(
      indexOf(makeVendor('norvex', [makeTerm('Norvex')]), makeVendor('zenith', [makeTerm('Zenith')])),
      name('Haiyan', { vendor: 'own:1' }),
      name('Ostrava', { vendor: 'own:2' }),
    );
    const blocks = [{ id: 4, text: 'Ostrava, Norvex, Haiyan, Zenith' }];
    expect(screen(index, blocks, {}).map(({ vendor, text }) => `${vendor} ${text}`)).toEqual([
      'own:2 Ostrava',
      'norvex Norvex',
      'own:1 Haiyan',
      'zenith Zenith',
    ]);
  });

  test('come from several lists', async () => {
    const index = await withNames(await withNames(nothing, name('Haiyan', { vendor: 'a' })), name('Ostrava', { vendor: 'b' }));
    expect(screen(index, [{ id: 0, text: 'Ostrava Haiyan' }], {}).map(({ vendor }) => vendor)).toEqual(['b', 'a']);
  });

  test('whose term is not at hand are left out', async () => {
    const { bytes } = await compileNames([[name('Haiyan')]]);
    const index = joinNames(indexOfTerms('Norvex'), bytes, { size: 1, get: () => undefined });
    expect(screen(index, [{ id: 0, text: 'Haiyan Norvex' }], {}).map(({ text }) => text)).toEqual(['Norvex']);
  });

  test('that need more are asked for it', async () => {
    const index = await withNames(nothing, name('Haiyan', { strength: 'context' }));
    const [match] = screen(index, [{ id: 0, text: 'Haiyan' }], {});
    expect(match?.evidence.map(({ code }) => code)).toEqual(['ordinary_word']);
  });

  test('of another fold are refused', async () => {
    const { bytes, terms } = await compileNames([[name('Haiyan')]]);
    const other = { ...nothing, foldId: nothing.foldId + 1 };
    expect(() => joinNames(other, bytes, terms)).toThrow(IndexError);
    const pieces: Uint8Array[] = [];
    const others = await buildNameIndex(createFoldTables(''), [[name('Haiyan')]], {
      write: (piece) => pieces.push(piece),
      pause: () => undefined,
    });
    expect(() => joinNames(nothing, others, terms)).toThrow(/another fold/);
  });

  test('that are damaged are refused', async () => {
    const { bytes, terms } = await compileNames([[name('Haiyan')]]);
    const damaged = bytes.slice(0);
    new Uint8Array(damaged)[damaged.byteLength - 9] = 0xee;
    expect(() => joinNames(nothing, damaged, terms)).toThrow(/damaged/);
    expect(() => joinNames(nothing, bytes.slice(0, -8), terms)).toThrow(/damaged/);
  });

  test('are the same index, however they come', async () => {
    const names = Array.from({ length: 300 }, (_, i) => name(`Norvex ${(i * 131) % 307} Systems`));
    const whole = await compileNames([names]);
    const pieces = await compileNames([names.slice(0, 1), [], names.slice(1, 170), names.slice(170)]);
    expect(Buffer.from(pieces.bytes).equals(Buffer.from(whole.bytes))).toBe(true);
    expect(pieces.terms.get(299)).toEqual(whole.terms.get(299));
  });

  test('are found wherever the catalogue would find them, and nowhere else', async () => {
    const word = fc.constantFrom('Nor', 'norvex', 'Vex', 'SYS', '海岩', '康', 'X9', '-', ' ', '’s', 'é');
    const text = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), fc.array(text, { maxLength: 8 }), async (names, texts) => {
        const index = await withNames(nothing, ...names.map((one) => name(one)));
        const catalogue = indexOfTerms(...names);
        const said = texts.join(' ');
        expect(seenIn(index, said)).toEqual(seenIn(catalogue, said));
      }),
      { numRuns: 60 },
    );
  });
});

describe('compiling', () => {
  const many = Array.from({ length: 4000 }, (_, i) => name(`Norvex number ${i}`));

  test('pauses while names come and while the index is made', async () => {
    let pauses = 0;
    await compileNames([many], () => {
      pauses++;
      return undefined;
    });
    expect(pauses).toBeGreaterThan(10);
  });

  test('waits for each pause', async () => {
    let running = 0;
    let overlapping = 0;
    await compileNames([many.slice(0, 1100)], async () => {
      if (running++ > 0) overlapping++;
      await new Promise((resolve) => setTimeout(resolve, 0));
      running--;
    });
    expect(overlapping).toBe(0);
  });

  test('ends with what a pause throws', async () => {
    let pauses = 0;
    const cancelled = compileNames([many], () => {
      if (++pauses === 5) throw new Error('cancelled');
      return undefined;
    });
    await expect(cancelled).rejects.toThrow('cancelled');
    expect(pauses).toBe(5);
  });
});
