/** The settings page's data: read once, written through, followed when it changes elsewhere. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Catalogue } from '../core/model.ts';
import type { ListServer } from '../settings/grants.ts';
import type { Settings } from '../settings/schema.ts';
import type { StoredSettings } from '../settings/store.ts';
import type { SettingsConnection } from '../ui/connect.ts';
import { createSavingNote, type Saving } from './saving-note.ts';

export interface SettingsModel {
  /** Null until read, or when it cannot be read. */
  readonly data:
    | (StoredSettings & { readonly catalogue: Catalogue; readonly grants: readonly string[]; readonly servers: readonly ListServer[] })
    | null;
  readonly isUnreachable: boolean;
  /** What is said of the last change. */
  readonly saving: Saving;
  retry(): void;
  update(change: Partial<Settings>): void;
  /** Asks the browser, in the click that it is called from; what else is to be set is stored once it was granted. */
  requestGrants(patterns: readonly string[], alsoSet?: Partial<Settings>): void;
  /** Gives grants back, and stores what else is to be set. */
  removeGrants(patterns: readonly string[], alsoSet?: Partial<Settings>): void;
  /** Asks for leave to reach the servers of lists, in the click that it is called from. */
  requestServers(urls: readonly string[]): void;
}

/** Connects a component to the settings. A change shows at once and is taken back when it cannot be stored. */
export function useSettings(connection: SettingsConnection): SettingsModel {
  const [data, setData] = useState<SettingsModel['data']>(null);
  const [isUnreachable, setUnreachable] = useState(false);
  const [saving, showSaving] = useState<Saving>('idle');
  const [{ say: setSaving, stop: stopSaving }] = useState(() => createSavingNote(showSaving));
  useEffect(() => stopSaving, [stopSaving]);

  /** Writes under way: what is read meanwhile is older than what the reviewer sees, and would undo a second click. */
  const writes = useRef(0);

  const read = useCallback(async (): Promise<void> => {
    try {
      const [catalogue, view, { forReading, servers }] = await Promise.all([
        connection.getCatalogue(),
        connection.getSettings(),
        connection.getGrants(),
      ]);
      if (writes.current === 0) setData({ ...view, catalogue, grants: forReading, servers });
      setUnreachable(false);
    } catch (error) {
      console.error('settings: could not be read', error);
      setUnreachable(true);
    }
  }, [connection]);

  useEffect(() => {
    void read();
    return connection.watch(() => void read());
  }, [connection, read]);

  const change = async (write: () => Promise<unknown>): Promise<void> => {
    writes.current += 1;
    try {
      // False: the reviewer declined what the browser asked.
      setSaving((await write()) === false ? 'idle' : 'saved');
    } catch (error) {
      console.error('settings: a change was not stored', error);
      setSaving('failed');
    }
    writes.current -= 1;
    await read();
  };

  return {
    data,
    isUnreachable,
    saving,
    retry: () => void read(),
    update: (fields) => {
      setSaving('idle');
      setData((current) => (current === null ? null : { ...current, settings: { ...current.settings, ...fields } }));
      void change(() => connection.update(fields));
    },
    requestGrants: (patterns, alsoSet) => void change(() => connection.requestGrants(patterns, alsoSet)),
    removeGrants: (patterns, alsoSet) => void change(() => connection.removeGrants(patterns, alsoSet)),
    requestServers: (urls) => void change(() => connection.requestServers(urls)),
  };
}
