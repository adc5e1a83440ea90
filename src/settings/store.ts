/** Settings in storage: read field by field, so that a broken value costs only itself. */
import type * as z from 'zod/mini';
import type { ManagedSource, ManagedValues } from '../platform/managed.ts';
import type { StorageArea } from '../platform/storage.ts';
import { type ManagedPolicy, parsePolicy } from './managed.ts';
import { defaultsUnder, settingsUnder, storablePart } from './overlay.ts';
import { defaultSettings, type Settings, storedShape } from './schema.ts';

export const SETTINGS_KEY = 'settings';
/** The policy as it was read last, for the time when it cannot be. */
export const POLICY_KEY = 'policy';

export interface ParsedSettings {
  readonly settings: Settings;
  /** Fields that could not be read and stand at their default. */
  readonly problems: readonly { readonly field: string; readonly reason: string }[];
}

export interface StoredSettings extends ParsedSettings {
  /** What the reviewer chose, and nothing that holds because they did not. */
  readonly chosen: Partial<Settings>;
  /** The organisation's policy as it lies over the settings; null where there is none, or none is known. */
  readonly managed: ManagedPolicy | null;
  /** Whether the policy was read, could not be and is the one that was read last, or was never read and cannot be. */
  readonly policyState: 'read' | 'kept' | 'unknown';
  /** Names of what the policy has fixed; see `Locks`. */
  readonly locked: readonly string[];
}

/** Takes what is stored, in whatever state, and returns usable settings. Never throws. */
export function parseSettings(stored: unknown, defaults = defaultSettings): ParsedSettings {
  const { chosen, problems } = readChosen(stored);
  return { settings: { ...defaults, ...chosen }, problems };
}

/** The fields that are stored and can be read. */
function readChosen(stored: unknown): Pick<StoredSettings, 'chosen' | 'problems'> {
  if (stored === undefined) return { chosen: {}, problems: [] };
  if (!isObject(stored)) return { chosen: {}, problems: [{ field: '*', reason: 'the stored settings are not an object' }] };
  const read: Record<string, unknown> = {};
  const problems: { field: string; reason: string }[] = [];
  for (const [field, schema] of Object.entries<() => z.ZodMiniType>(storedShape)) {
    if (stored[field] === undefined) continue;
    const parsed = schema().safeParse(stored[field]);
    if (parsed.success) read[field] = parsed.data;
    else problems.push({ field, reason: parsed.error.issues[0]?.message ?? 'not valid' });
  }
  return { chosen: read as Partial<Settings>, problems };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface SettingsStore {
  /** The settings in force, the organisation's policy included. */
  read(): Promise<StoredSettings>;
  /**
   * Writes the given fields, or those that a function makes of the settings at that moment; the others stay as they are
   * stored, broken ones too. Undefined takes a choice back. What the policy has fixed is left out. Changes made at the same time do not overwrite each other,
   * in the worker and in all pages.
   */
  update(change: Partial<Settings> | ((settings: Settings) => Partial<Settings>)): Promise<void>;
  /** Calls back after a change of the settings or of the policy. Returns a stop function. */
  watch(onChange: () => void): () => void;
  /**
   * Calls back after a change of the policy, and where it can be read after it could not be: here, or in another part of the
   * extension if it is another one then. Returns a stop function.
   */
  watchPolicy(onChange: () => void): () => void;
}

/** Does one piece of work under a name at a time. */
export type TakeTurns = <Value>(name: string, work: () => Promise<Value>) => Promise<Value>;

/** `takeTurns` must reach as far as there are stores over the area; the default is for one of a kind. */
export function createSettingsStore(area: StorageArea, source: ManagedSource, takeTurns: TakeTurns = oneByOne()): SettingsStore {
  const readBoth = async (): Promise<Pick<StoredSettings, 'managed' | 'policyState'> & { readonly stored: unknown }> => {
    const [values, answer] = await Promise.all([area.get([SETTINGS_KEY, POLICY_KEY]), source.read()]);
    const known = isObject(values[POLICY_KEY]) ? values[POLICY_KEY] : null;
    if (answer.isRead) await keep(answer.values, known);
    const policy = answer.isRead ? answer.values : known;
    return {
      stored: values[SETTINGS_KEY],
      managed: policy === null ? null : parsePolicy(policy),
      policyState: answer.isRead ? 'read' : known === null ? 'unknown' : 'kept',
    };
  };
  const keep = async (values: ManagedValues | null, known: ManagedValues | null): Promise<void> => {
    if (JSON.stringify(values) === JSON.stringify(known)) return;
    try {
      await (values === null ? area.remove([POLICY_KEY]) : area.set({ [POLICY_KEY]: values }));
    } catch (error) {
      // It is in force all the same; only the next failure would not find it.
      console.error('vendor-lens: the policy was not kept', error);
    }
  };
  const read = async (): Promise<StoredSettings> => {
    const { stored, managed, policyState } = await readBoth();
    const { chosen, problems } = readChosen(stored);
    const settings = settingsUnder(managed, { ...defaultsUnder(managed), ...chosen });
    return { settings, chosen, problems, managed, policyState, locked: managed?.locked ?? [] };
  };
  const watchKey = (watched: string, onChange: () => void): (() => void) =>
    area.watch((key) => {
      if (key === watched) onChange();
    });
  const watchPolicy = (onChange: () => void): (() => void) => stopAll(source.watch(onChange), watchKey(POLICY_KEY, onChange));
  return {
    read,
    update: (change) =>
      takeTurns(SETTINGS_KEY, async () => {
        const { stored, managed } = await readBoth();
        const chosen = parseSettings(stored, defaultsUnder(managed)).settings;
        const changed = typeof change === 'function' ? change(settingsUnder(managed, chosen)) : change;
        await area.set({
          [SETTINGS_KEY]: { ...(isObject(stored) ? stored : {}), ...storablePart(changed, chosen, managed?.locked ?? []) },
        });
      }),
    watch: (onChange) => stopAll(watchKey(SETTINGS_KEY, onChange), watchPolicy(onChange)),
    watchPolicy,
  };
}

const stopAll =
  (...stops: readonly (() => void)[]): (() => void) =>
  () => {
    for (const stop of stops) stop();
  };

export function oneByOne(): TakeTurns {
  let queue: Promise<unknown> = Promise.resolve();
  return (_name, work) => {
    const result = queue.then(work);
    // A failed write rejects to its caller; it must not stop the ones behind it.
    queue = result.catch(() => undefined);
    return result;
  };
}
