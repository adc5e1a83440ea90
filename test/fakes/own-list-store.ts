/** A store of own lists in memory. Like the browser's it answers later, and can run full. */
import type { OwnList } from '../../src/core/own-list.ts';
import { type OwnListFiles, type OwnListStore, StorageFull } from '../../src/platform/own-list-store.ts';

export class FakeOwnListStore implements OwnListStore {
  readonly lists = new Map<string, { readonly list: OwnList; readonly files: OwnListFiles }>();
  isFull = false;

  async all(): Promise<readonly OwnList[]> {
    return [...this.lists.values()].map(({ list }) => list);
  }

  async files(id: string): Promise<OwnListFiles | undefined> {
    return this.lists.get(id)?.files;
  }

  async put(list: OwnList, files: OwnListFiles): Promise<void> {
    if (this.isFull) throw new StorageFull('no room');
    this.lists.set(list.id, { list, files });
  }

  async remove(id: string): Promise<void> {
    this.lists.delete(id);
  }
}
