/** The own lists on the settings page: what is there, and the one import that runs. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { OwnList } from '../core/own-list.ts';
import type { ImportedNames, ImportFailure, NamesFile } from './import/import-names.ts';
import type { ImportProgress } from './import/messages.ts';
import type { OwnListsConnection } from './own-lists-connection.ts';

export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress: ImportProgress }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'imported'; readonly imported: ImportedNames }
  | { readonly kind: 'refused'; readonly file: string; readonly failure: ImportFailure };

export interface OwnListsModel {
  /** Null until read. */
  readonly lists: readonly OwnList[] | null;
  /** What could not be done with the lists that are there. */
  readonly problem: 'unreachable' | 'not_removed' | null;
  readonly importing: ImportState;
  start(file: NamesFile): void;
  cancel(): void;
  /** False when the list is still there. */
  remove(id: string): Promise<boolean>;
}

const nothingRead: ImportProgress = { names: 0, read: 0 };

/** Connects a component to the own lists. An import ends with the page. */
export function useOwnLists(connection: OwnListsConnection): OwnListsModel {
  const [lists, setLists] = useState<readonly OwnList[] | null>(null);
  const [problem, setProblem] = useState<OwnListsModel['problem']>(null);
  const [importing, setImporting] = useState<ImportState>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);

  const read = useCallback(async (): Promise<void> => {
    try {
      setLists(await connection.all());
      setProblem(null);
    } catch (error) {
      console.error('settings: the own lists could not be read', error);
      setProblem('unreachable');
    }
  }, [connection]);

  useEffect(() => {
    void read();
    return connection.watch(() => void read());
  }, [connection, read]);

  const run = async ({ file, title }: NamesFile): Promise<void> => {
    const ending = new AbortController();
    running.current = ending;
    setImporting({ kind: 'running', progress: nothingRead });
    const result = await connection.importNames({ file, title }, (progress) => setImporting({ kind: 'running', progress }), ending.signal);
    running.current = null;
    if (result === null) setImporting({ kind: 'cancelled' });
    else if ('fault' in result) setImporting({ kind: 'refused', file: file.name, failure: result });
    else setImporting({ kind: 'imported', imported: result });
    await read();
  };

  return {
    lists,
    problem,
    importing,
    start: (file) => {
      if (running.current === null) void run(file);
    },
    cancel: () => running.current?.abort(),
    async remove(id) {
      try {
        await connection.remove(id);
        setImporting({ kind: 'idle' });
        await read();
        return true;
      } catch (error) {
        console.error('settings: an own list was not removed', error);
        setProblem('not_removed');
        return false;
      }
    },
  };
}
