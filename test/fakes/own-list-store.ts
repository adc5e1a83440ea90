/** A store of own lists in memory. Like the browser's it answers later, and can run full. */
import type { OwnList } from '../../src/core/own-list.ts';
import { type OwnListFiles, type OwnListStore, type Renewed, StorageFull } from '../../src/platform/own-list-store.ts';

export class FakeOwnListStore implements OwnListStore {
  readonly lists = new Map<string, { readonly list: OwnList; readonly files: OwnListFiles }>();
  isFull = false;
  /** Counts what was stored, in the place of a clock. */
  private time = 0;

  async all(): Promise<readonly OwnList[]> {
    return [...this.lists.values()].map(({ list }) => list);
  }

  async allWithFiles(): Promise<readonly { readonly list: OwnList; readonly files: OwnListFiles }[]> {
    return [...this.lists.values()];
  }

  async get(id: string): Promise<{ readonly list: OwnList; readonly files: OwnListFiles } | undefined> {
    return this.lists.get(id);
  }

  async add(list: OwnList, files: OwnListFiles): Promise<void> {
    if (this.isFull) throw new StorageFull('no room');
    this.lists.set(list.id, { list: { ...list, storedAt: ++this.time }, files });
  }

  async replace(list: OwnList, files: OwnListFiles): Promise<boolean> {
    if (!this.lists.has(list.id)) return false;
    await this.add(list, files);
    return true;
  }

  async putAll(lists: Parameters<OwnListStore['putAll']>[0]): Promise<void> {
    if (this.isFull) throw new StorageFull('no room');
    for (const { list, files } of lists) await this.add(list, files);
  }

  async putFilter({ id, storedAt }: Pick<OwnList, 'id' | 'storedAt'>, filter: Blob): Promise<void> {
    const known = this.lists.get(id);
    if (this.isFull) throw new StorageFull('no room');
    if (known && known.list.storedAt === storedAt) this.lists.set(id, { ...known, files: { ...known.files, filter } });
  }

  async renew({ id, storedAt }: Pick<OwnList, 'id' | 'storedAt'>, made: Renewed, files: OwnListFiles): Promise<boolean> {
    const known = this.lists.get(id);
    if (!known || known.list.storedAt !== storedAt) return false;
    return this.replace({ ...known.list, ...made }, files);
  }

  async putRefusal({ id, storedAt }: Pick<OwnList, 'id' | 'storedAt'>, refusedBy: number): Promise<void> {
    const known = this.lists.get(id);
    if (known && known.list.storedAt === storedAt) this.lists.set(id, { ...known, list: { ...known.list, refusedBy } });
  }

  async rename(id: string, title: string): Promise<boolean> {
    const known = this.lists.get(id);
    if (known) this.lists.set(id, { ...known, list: { ...known.list, title } });
    return known !== undefined;
  }

  async remove(id: string): Promise<void> {
    this.lists.delete(id);
  }
}
