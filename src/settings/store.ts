/** Settings in storage: read field by field, so that a broken value costs only itself. */
import type * as z from 'zod/mini';
import type { ManagedSource } from '../platform/managed.ts';
import type { StorageArea } from '../platform/storage.ts';
import { type ManagedPolicy, parsePolicy } from './managed.ts';
import { defaultsUnder, settingsUnder, storablePart } from './overlay.ts';
import { defaultSettings, type Settings, settingsShape } from './schema.ts';

export const SETTINGS_KEY = 'settings';

export interface ParsedSettings {
  readonly settings: Settings;
  /** Fields that could not be read and stand at their default. */
  readonly problems: readonly { readonly field: string; readonly reason: string }[];
}

export interface StoredSettings extends ParsedSettings {
  /** The organisation's policy as it lies over the settings; null where there is none. */
  readonly managed: ManagedPolicy | null;
  /** Names of what the policy has fixed; see `Locks`. */
  readonly locked: readonly string[];
}

/** Takes what is stored, in whatever state, and returns usable settings. Never throws. */
export function parseSettings(stored: unknown, defaults = defaultSettings): ParsedSettings {
  if (stored === undefined) return { settings: defaults, problems: [] };
  if (!isObject(stored)) {
    return { settings: defaults, problems: [{ field: '*', reason: 'the stored settings are not an object' }] };
  }
  const read: Record<string, unknown> = {};
  const problems: { field: string; reason: string }[] = [];
  for (const [field, schema] of Object.entries<z.ZodMiniType>(settingsShape)) {
    if (stored[field] === undefined) continue;
    const parsed = schema.safeParse(stored[field]);
    if (parsed.success) read[field] = parsed.data;
    else problems.push({ field, reason: parsed.error.issues[0]?.message ?? 'not valid' });
  }
  return { settings: { ...defaults, ...(read as Partial<Settings>) }, problems };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface SettingsStore {
  /** The settings in force, the organisation's policy included. */
  read(): Promise<StoredSettings>;
  /**
   * Writes the given fields, or those that a function makes of the settings at that moment; the others stay as they are
   * stored, broken ones too. What the policy has fixed is left out. Changes made at the same time in one context do not
   * overwrite each other.
   */
  update(change: Partial<Settings> | ((settings: Settings) => Partial<Settings>)): Promise<void>;
  /** Calls back after a change of the settings or of the policy. Returns a stop function. */
  watch(onChange: () => void): () => void;
}

export function createSettingsStore(area: StorageArea, source: ManagedSource): SettingsStore {
  let queue: Promise<unknown> = Promise.resolve();
  const readBoth = async (): Promise<{ readonly stored: unknown; readonly managed: ManagedPolicy | null }> => {
    const [values, policy] = await Promise.all([area.get([SETTINGS_KEY]), source.read()]);
    return { stored: values[SETTINGS_KEY], managed: policy === null ? null : parsePolicy(policy) };
  };
  const read = async (): Promise<StoredSettings> => {
    const { stored, managed } = await readBoth();
    const { settings, problems } = parseSettings(stored, defaultsUnder(managed));
    return { settings: settingsUnder(managed, settings), problems, managed, locked: managed?.locked ?? [] };
  };
  return {
    read,
    update(change) {
      const write = queue.then(async () => {
        const { stored, managed } = await readBoth();
        const chosen = parseSettings(stored, defaultsUnder(managed)).settings;
        const changed = typeof change === 'function' ? change(settingsUnder(managed, chosen)) : change;
        await area.set({
          [SETTINGS_KEY]: { ...(isObject(stored) ? stored : {}), ...storablePart(changed, chosen, managed?.locked ?? []) },
        });
      });
      // A failed write rejects to its caller; it must not stop the ones behind it.
      queue = write.catch(() => undefined);
      return write;
    },
    watch(onChange) {
      const stops = [
        area.watch((key) => {
          if (key === SETTINGS_KEY) onChange();
        }),
        source.watch(onChange),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
