import { expect, test } from 'vitest';
import { openPack, readPack } from '../../src/core/pack.ts';
import { diffEntries, diffing } from '../../src/core/pack-diff.ts';
import { finish, finishInSlices, resting } from '../../src/core/steps.ts';
import { bytesOf, createTestKey, packJson, signed } from './signed-packs.ts';

/** Rests so often, and each time really lets others have their turn. */
class Rests {
  count = 0;
  readonly pause = (): Promise<void> | undefined => {
    this.count++;
    return this.count % 2 === 0 ? new Promise((resolve) => setTimeout(resolve)) : undefined;
  };
}

const vendors = (prefix: string): string[] => Array.from({ length: 3_000 }, (_, i) => `${prefix}${i} Works`);

test('work with rests is the same work', async () => {
  const items = vendors('Quill');
  const work = (item: string, i: number): string => `${i} ${item}`;
  const rests = new Rests();
  expect(await finishInSlices(resting(items, work), rests.pause)).toEqual(items.map(work));
  expect(finish(resting(items, work))).toEqual(items.map(work));
  expect(rests.count).toBeGreaterThan(10);
});

test('a long pack is checked and compared with rests all along', async () => {
  const [before, after] = [packJson({}, vendors('Quill')), packJson({}, [...vendors('Quill').slice(1_000), ...vendors('Umbrage')])];
  const opening = new Rests();
  const { pack } = await openPack(await signed(after, await createTestKey()), undefined, opening.pause);
  expect(pack).toEqual(readPack(bytesOf(after)));
  // One for the text, and then one for every few entries.
  expect(opening.count).toBeGreaterThan(pack.entries.length / 200);

  const old = readPack(bytesOf(before)).entries;
  const comparing = new Rests();
  const diff = await finishInSlices(diffing(old, pack.entries), comparing.pause);
  expect(diff).toEqual(diffEntries(old, pack.entries));
  expect([diff.added.length, diff.removed.length]).toEqual([3_000, 1_000]);
  expect(comparing.count).toBeGreaterThan(pack.entries.length / 50);
});

test('what is refused on the way is refused', async () => {
  const bad = packJson({ entries: [...vendors('Quill').map((vendor) => ({ vendor })), { vendor: '' }] });
  const opened = openPack(await signed(bad, await createTestKey()), undefined, new Rests().pause);
  await expect(opened).rejects.toThrow('entries[3000].vendor');
});
