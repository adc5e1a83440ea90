/** The own lists on the settings page: what is there, also when another page changes it. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { OwnList } from '../../core/own-list.ts';
import type { OwnListsConnection } from '../own-lists-connection.ts';

export interface OwnListsModel {
  /** Null until read. */
  readonly lists: readonly OwnList[] | null;
  /** What could not be done with the lists that are there. */
  readonly problem: 'unreachable' | 'not_removed' | 'not_renamed' | null;
  /** False when the list is still there. */
  remove(id: string): Promise<boolean>;
  rename(id: string, title: string): Promise<void>;
}

/** Connects a component to the own lists. */
export function useOwnLists(connection: OwnListsConnection): OwnListsModel {
  const [lists, setLists] = useState<readonly OwnList[] | null>(null);
  const [problem, setProblem] = useState<OwnListsModel['problem']>(null);

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

  const change = async (work: () => Promise<unknown>, failure: OwnListsModel['problem']): Promise<boolean> => {
    try {
      await work();
      await read();
      return true;
    } catch (error) {
      console.error('settings: an own list was not changed', error);
      setProblem(failure);
      return false;
    }
  };

  return {
    lists,
    problem,
    remove: (id) => change(() => connection.remove(id), 'not_removed'),
    rename: async (id, title) => {
      await change(() => connection.rename(id, title), 'not_renamed');
    },
  };
}
