/** The own lists on the settings page: what is there, also when another page changes it. */
import { useState } from 'preact/hooks';
import type { OwnList } from '../../core/own-list.ts';
import type { OwnListsConnection } from '../own-lists-connection.ts';
import { useWatched } from '../use-watched.ts';

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
  const { value, isUnreachable, read } = useWatched(connection, 'the own lists');
  const [failure, setFailure] = useState<OwnListsModel['problem']>(null);

  const change = async (work: () => Promise<unknown>, isNotDone: OwnListsModel['problem']): Promise<boolean> => {
    try {
      await work();
      setFailure(null);
      await read();
      return true;
    } catch (error) {
      console.error('settings: an own list was not changed', error);
      setFailure(isNotDone);
      return false;
    }
  };

  return {
    lists: value,
    problem: isUnreachable ? 'unreachable' : failure,
    remove: (id) => change(() => connection.remove(id), 'not_removed'),
    rename: async (id, title) => {
      await change(() => connection.rename(id, title), 'not_renamed');
    },
  };
}
