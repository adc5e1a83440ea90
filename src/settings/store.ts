/** Settings in storage: read field by field, so that a broken value costs only itself. */
import type * as z from 'zod/mini';
import type { StorageArea } from '../platform/storage.ts';
import { defaultSettings, type Settings, settingsShape } from './schema.ts';

export const SETTINGS_KEY = 'settings';

export interface StoredSettings {
  readonly settings: Settings;
  /** Fields that could not be read and stand at their default. */
  readonly problems: readonly { readonly field: string; readonly reason: string }[];
}

/** Takes what is stored, in whatever state, and returns usable settings. Never throws. */
export function parseSettings(stored: unknown): StoredSettings {
  if (stored === undefined) return { settings: defaultSettings, problems: [] };
  if (!isObject(stored)) {
    return { settings: defaultSettings, problems: [{ field: '*', reason: 'the stored settings are not an object' }] };
  }
  const values = stored;
  const settings: Record<string, unknown> = { ...defaultSettings };
  const problems: { field: string; reason: string }[] = [];
  for (const [field, schema] of Object.entries(settingsShape) as [keyof Settings, z.ZodMiniType][]) {
    if (values[field] === undefined) continue;
    const parsed = schema.safeParse(values[field]);
    if (parsed.success) settings[field] = parsed.data;
    else problems.push({ field, reason: parsed.error.issues[0]?.message ?? 'not valid' });
  }
  return { settings: settings as Settings, problems };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface SettingsStore {
  read(): Promise<StoredSettings>;
  /**
   * Writes the given fields, or those that a function makes of the settings at that moment; the others stay as they are
   * stored, broken ones too. Changes made at the same time in one context do not overwrite each other.
   */
  update(change: Partial<Settings> | ((settings: Settings) => Partial<Settings>)): Promise<void>;
  watch(onChange: () => void): () => void;
}

export function createSettingsStore(area: StorageArea): SettingsStore {
  let queue: Promise<unknown> = Promise.resolve();
  const readStored = async (): Promise<unknown> => (await area.get([SETTINGS_KEY]))[SETTINGS_KEY];
  const read = async (): Promise<StoredSettings> => parseSettings(await readStored());
  return {
    read,
    update(change) {
      const write = queue.then(async () => {
        const stored = await readStored();
        const changed = typeof change === 'function' ? change(parseSettings(stored).settings) : change;
        await area.set({ [SETTINGS_KEY]: { ...(isObject(stored) ? stored : {}), ...changed } });
      });
      // A failed write rejects to its caller; it must not stop the ones behind it.
      queue = write.catch(() => undefined);
      return write;
    },
    watch: (onChange) =>
      area.watch((key) => {
        if (key === SETTINGS_KEY) onChange();
      }),
  };
}
