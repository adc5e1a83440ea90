/** A store of own lists in memory. Like the browser's it answers later, and can run full. */
import type { OwnList } from '../../src/core/own-list.ts';
import {
  type OwnListFiles,
  type OwnListStore,
  type Renewed,
  StorageFull,
  type StoredFiles,
  type StoredOnce,
} from '../../src/platform/own-list-store.ts';

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

  async putFilter(list: StoredOnce, filter: Blob): Promise<void> {
    const known = this.unchanged(list);
    if (this.isFull) throw new StorageFull('no room');
    if (known) this.lists.set(list.id, { ...known, files: { ...known.files, filter } });
  }

  async renew(list: StoredOnce, made: Renewed, files: OwnListFiles): Promise<void> {
    const known = this.unchanged(list);
    if (known) await this.replace({ ...known.list, ...made }, files);
  }

  async putRefusal(list: StoredOnce, refusedBy: number): Promise<void> {
    const known = this.unchanged(list);
    if (known) this.lists.set(list.id, { ...known, list: { ...known.list, refusedBy } });
  }

  private unchanged({ id, storedAt }: StoredOnce): StoredFiles | undefined {
    const known = this.lists.get(id);
    return known?.list.storedAt === storedAt ? known : undefined;
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
