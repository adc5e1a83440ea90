/** The organisation's own lists as the settings page sees them. Outcomes are values: of these calls only reads reject. */
import type { OwnList } from '../core/own-list.ts';
import type { StoredEntries } from '../core/stored-entries.ts';
import type { ListWorkshop } from './import/list-workshop.ts';
import type { AnyEntry } from './import/messages.ts';

export interface OwnListsConnection extends ListWorkshop {
  all(): Promise<readonly OwnList[]>;
  /** Undefined when the list is gone, or was stored by a version that kept no entries. */
  entriesOf(id: string): Promise<StoredEntries<AnyEntry> | undefined>;
  /** False when the list is gone. */
  rename(id: string, title: string): Promise<boolean>;
  remove(id: string): Promise<void>;
  watch(onChange: () => void): () => void;
}
