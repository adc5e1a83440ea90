/** What is on record of a list in open tabs. */
import { listOfVendor } from '../core/own-list.ts';
import type { TabStore } from './tab-store.ts';

/** How often each entry of an own list, by its number, was found in the tabs of which something is known. */
export async function countRecorded(store: Pick<TabStore, 'known' | 'read'>, list: string): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  for (const tabId of await store.known()) {
    const record = await store.read(tabId);
    for (const { vendor } of Object.values(record?.frames ?? {}).flatMap(({ matches }) => matches)) {
      if (listOfVendor(vendor) !== list) continue;
      const number = Number(vendor.slice(list.length + 1));
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
  }
  return counts;
}
