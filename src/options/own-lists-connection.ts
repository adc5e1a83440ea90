/** The organisation's own lists as the settings page sees them. */
import type { OwnList } from '../core/own-list.ts';
import type { ImportResult, NamesFile } from './import/import-names.ts';
import type { ImportProgress } from './import/messages.ts';

export interface OwnListsConnection {
  all(): Promise<readonly OwnList[]>;
  /** Null when it was cancelled by the signal. Never rejects. */
  importNames(file: NamesFile, onProgress: (progress: ImportProgress) => void, signal: AbortSignal): Promise<ImportResult | null>;
  remove(id: string): Promise<void>;
  watch(onChange: () => void): () => void;
}
