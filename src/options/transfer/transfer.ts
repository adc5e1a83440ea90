/** All settings to a file and back. What is taken over is compiled first and stored last: all of it, or nothing. */
import type { OwnList } from '../../core/own-list.ts';
import type { KnownAddress } from '../../settings/followed.ts';
import type { KnownGrants } from '../../settings/grants.ts';
import { storablePart } from '../../settings/overlay.ts';
import { nextListId } from '../../settings/own-lists.ts';
import type { Restores } from '../../settings/restore.ts';
import type { Settings } from '../../settings/schema.ts';
import { type FileList, type FollowedAddress, isSame, type SettingsFile, writeSettingsFile } from '../../settings/settings-file.ts';
import type { StoredSettings } from '../../settings/store.ts';
import { parseAddress } from '../../settings/subscriptions.ts';
import type { CheckedFile, TaskFailure } from '../import/messages.ts';
import type { Following, Outcome } from '../import/thread.ts';
import type { OwnListsConnection } from '../own-lists-connection.ts';

export interface TransferPorts {
  readonly ownLists: Pick<OwnListsConnection, 'all' | 'entriesOf' | 'checkEntries' | 'storeAll'>;
  getGrants(): Promise<Pick<KnownGrants, 'forReading'>>;
  getFollowed(): Promise<readonly KnownAddress[]>;
  readonly restore: Restores['run'];
}

/** UTF-16 units that are handed to the browser at once, which may put them on disk. */
const PART_UNITS = 4 * 1024 * 1024;

/** The file: what the reviewer chose. Lists that are followed at an address come back with it, and are not in the file. */
export async function writeAll(
  { ownLists, getGrants, getFollowed }: TransferPorts,
  { chosen }: Pick<Present, 'chosen'>,
  day: string,
): Promise<Blob> {
  const own = (await ownLists.all()).filter((list) => !isFollowed(list));
  const lists = own.map((list) => ({ ...namesOf(list), entries: entriesOf(ownLists, list.id) }));
  const subscriptions = (await getFollowed()).filter(({ isChosen }) => isChosen).map(({ url, key }) => ({ url, key }));
  const content = { settings: chosen, lists, grants: (await getGrants()).forReading, subscriptions, writtenOn: day };
  const parts: Blob[] = [];
  let waiting: string[] = [];
  let units = 0;
  for await (const text of writeSettingsFile(content)) {
    waiting.push(text);
    units += text.length;
    if (units < PART_UNITS) continue;
    parts.push(new Blob(waiting));
    waiting = [];
    units = 0;
  }
  return new Blob([...parts, ...waiting], { type: 'application/json' });
}

export const isFollowed = ({ origin }: Pick<OwnList, 'origin'>): boolean => origin.kind === 'subscription';

const namesOf = ({ id, kind, title, treatOrdinary }: OwnList): Omit<FileList, 'entries'> => ({
  id,
  kind,
  title,
  ...(treatOrdinary === undefined ? {} : { treatOrdinary }),
});

async function* entriesOf(ownLists: TransferPorts['ownLists'], id: string): AsyncGenerator<readonly unknown[]> {
  const stored = await ownLists.entriesOf(id);
  // Gone meanwhile, or of a version that kept no entries.
  if (stored !== undefined) yield* stored.all();
}

/** What is said once the file was taken over. */
export interface TakenOver {
  /** Lists of which entries could not be read. */
  readonly incomplete: readonly {
    readonly title: string;
    readonly leftOut: number;
    readonly first: CheckedFile['problems'][number] | undefined;
  }[];
}

/** Why nothing was taken over. */
export interface TransferFailure {
  /** The list that it failed at. */
  readonly title?: string;
  readonly failure: TaskFailure;
}

export type TransferOutcome =
  | { readonly kind: 'done'; readonly value: TakenOver }
  | ({ readonly kind: 'refused' } & TransferFailure)
  | { readonly kind: 'cancelled' };

/** The settings that a file is compared with, what of them the reviewer chose, and what the organisation has fixed. */
export type Present = Pick<StoredSettings, 'settings' | 'chosen' | 'locked'>;

/** The lists that are taken over: none while the organisation has importing switched off. */
export const listsOf = ({ lists }: SettingsFile, { locked }: Pick<Present, 'locked'>): SettingsFile['lists'] =>
  locked.includes('features/import') ? [] : lists;

/** Takes a file over. */
export async function takeOver(ports: TransferPorts, now: Present, file: SettingsFile, following: Following): Promise<TransferOutcome> {
  const { ownLists, restore } = ports;
  const drafts: Parameters<OwnListsConnection['storeAll']>[0][number][] = [];
  const incomplete: TakenOver['incomplete'][number][] = [];
  // What is followed at an address is its publisher's: a list of a file never takes its place.
  const followed = new Set((await ownLists.all()).filter(isFollowed).map(({ id }) => id));
  for (const { entries, id, ...named } of listsOf(file, now)) {
    const list = { ...named, id: followed.has(id) ? nextListId() : id };
    const checked = await ownLists.checkEntries(list, entries, following);
    if (checked.kind === 'refused') return { ...checked, title: list.title };
    if (checked.kind === 'cancelled') return checked;
    const { leftOut, problems } = checked.value;
    if (leftOut > 0) incomplete.push({ title: list.title, leftOut, first: problems[0] });
    drafts.push({ ...list, origin: { kind: 'made' }, packed: checked.value });
  }
  if (following.signal?.aborted) return { kind: 'cancelled' };
  // What is in force already may be nobody's choice, and becomes one.
  const differing = Object.entries(storablePart(file.settings, now.settings, now.locked)).filter(
    ([field, value]) => !isSame(now.chosen[field as keyof Settings], value),
  );
  const restoring = {
    settings: Object.fromEntries(differing),
    before: Object.fromEntries(differing.map(([field]) => [field, now.chosen[field as keyof Settings] ?? null])),
    lists: drafts.map(({ id }) => id),
  };
  try {
    const stored = await restore(
      restoring,
      async (): Promise<Outcome<null>> => (drafts.length === 0 ? { kind: 'done', value: null } : ownLists.storeAll(drafts)),
    );
    return stored.kind === 'done' ? { kind: 'done', value: { incomplete } } : stored;
  } catch (error) {
    console.error('settings: a file of settings was not taken over', error);
    return { kind: 'refused', failure: { code: 'failed' } };
  }
}

/** Addresses of a file that are not followed here. */
export async function findUnfollowed(
  { getFollowed }: Pick<TransferPorts, 'getFollowed'>,
  { subscriptions }: SettingsFile,
): Promise<readonly FollowedAddress[]> {
  const known = new Set((await getFollowed()).map(({ url }) => url));
  return subscriptions.filter(({ url }) => !known.has(parseAddress(url) ?? url));
}
