/** What the settings page does to own lists. What is stored is stored at the end and at once; until then nothing is. */
import type { SwitchPolicy } from '../../core/conflicts.ts';
import { FORMAT_VERSION } from '../../core/index-format.ts';
import type { Catalogue } from '../../core/model.ts';
import type { OwnList, OwnListOrigin } from '../../core/own-list.ts';
import type { ImportPlan, PlanChange, Preview, ReadOptions, SourceFile } from '../../import/source.ts';
import { writeEntries } from '../../import/write.ts';
import type { PackedList } from '../../settings/compile-list.ts';
import { nextListId, type OwnLists, sizeOf } from '../../settings/own-lists.ts';
import type { AnyEntry, CheckedFile, ComparedLists, Compiling, EntryChange, ExportFormat, StoredList, TaskFault } from './messages.ts';
import { attempt, type Following, type Outcome, runTask } from './thread.ts';

/** Letters of a title; the rest is cut. */
export const MAX_TITLE = 80;

export type TreatOrdinary = NonNullable<OwnList['treatOrdinary']>;

/** A list that is to be stored: a new one, or one that takes the place of another under its id. */
export type ListDraft = Pick<OwnList, 'id' | 'kind' | 'title' | 'origin' | 'treatOrdinary'> & { readonly isReplacement: boolean };

export interface ListWorkshop {
  inspect(file: SourceFile, kind: OwnList['kind'], change: PlanChange): Promise<Outcome<Preview>>;
  /** Reads a file to its end and compiles it for the list with this id. */
  check(
    file: SourceFile,
    plan: ImportPlan,
    how: ReadOptions & { readonly list: string; readonly treatOrdinary: TreatOrdinary },
    following: Following,
  ): Promise<Outcome<CheckedFile>>;
  /** Checks and compiles the entries of a list that came in a larger file; as `check` does. */
  checkEntries(
    list: Pick<OwnList, 'id' | 'kind' | 'treatOrdinary'>,
    entries: readonly unknown[],
    following: Following,
  ): Promise<Outcome<CheckedFile>>;
  /** Stores what was checked. */
  store(draft: ListDraft, packed: PackedList): Promise<Outcome<OwnList>>;
  /** Stores several at once or none; each is new, or takes the place of the one with its id. */
  storeAll(drafts: readonly (Omit<ListDraft, 'isReplacement'> & { readonly packed: PackedList })[]): Promise<Outcome<null>>;
  /** Stores a list without entries. */
  begin(kind: OwnList['kind'], title: string): Promise<Outcome<OwnList>>;
  /** Stores a list with one change; nothing where it is another by now than the one that was seen. */
  change(seen: OwnList, change: EntryChange, following: Following): Promise<Outcome<OwnList>>;
  export(seen: OwnList, format: ExportFormat, following: Following): Promise<Outcome<Blob>>;
  /**
   * Looks through all lists for the companies that are known by name, and hands all companies over; null where there are no lists,
   * and nobody is handed over.
   */
  compare(catalogue: Catalogue, policy: SwitchPolicy, following: Following): Promise<Outcome<ComparedLists | null>>;
}

export interface WorkshopPorts {
  readonly lists: Pick<OwnLists, 'add' | 'replace' | 'putAll' | 'files' | 'all'>;
  fetchIndex(): Promise<ArrayBuffer>;
  fetchOrdinaryWords(): Promise<string>;
  startWorker(): Worker;
  /** Lets one change of a list wait for another, also in other pages. */
  takeTurns<Value>(list: string, work: () => Promise<Value>): Promise<Value>;
  /** The day today, YYYY-MM-DD. */
  today(): string;
}

export const newDraftId = nextListId;

export function createListWorkshop(ports: WorkshopPorts): ListWorkshop {
  const { lists, startWorker } = ports;

  const compiling = async (list: string, treatOrdinary: TreatOrdinary): Promise<Compiling> => {
    const [index, ordinaryWords] = await Promise.all([ports.fetchIndex(), ports.fetchOrdinaryWords()]);
    return { list, treatOrdinary, index, ordinaryWords };
  };

  const listOf = (named: Omit<ListDraft, 'isReplacement'>, { files, entries, terms }: PackedList): OwnList => ({
    ...named,
    title: named.title.trim().slice(0, MAX_TITLE),
    count: entries,
    terms,
    importedOn: ports.today(),
    bytes: sizeOf(files),
    format: FORMAT_VERSION,
  });

  const store = async ({ isReplacement, ...named }: ListDraft, packed: PackedList): Promise<Outcome<OwnList>> => {
    const { files } = packed;
    const list = listOf(named, packed);
    if (!isReplacement) await lists.add(list, files);
    else if (!(await lists.replace(list, files))) return refused('gone');
    return { kind: 'done', value: list };
  };

  /** The list as it is stored now, or why there is nothing to do with it. */
  const withStored = async <Value>(seen: OwnList, use: (stored: StoredList) => Promise<Outcome<Value>>): Promise<Outcome<Value>> => {
    const [all, files] = await Promise.all([lists.all(), lists.files(seen.id)]);
    const list = all.find(({ id }) => id === seen.id);
    if (list === undefined || files === undefined) return refused('gone');
    return list.storedAt === seen.storedAt ? use({ list, files }) : refused('changed');
  };

  const inspect: ListWorkshop['inspect'] = (file, kind, change) => runTask(startWorker, 'inspect', { file, kind, change });
  const check: ListWorkshop['check'] = (file, plan, { list, treatOrdinary, ...reading }, following) =>
    attempt(async () =>
      runTask(
        startWorker,
        'check',
        { file, plan, reading: { ...reading, today: ports.today() }, compiling: await compiling(list, treatOrdinary) },
        following,
      ),
    );
  const packNothing = async (kind: OwnList['kind'], id: string): Promise<Outcome<PackedList>> =>
    runTask(startWorker, 'begin', { kind, compiling: await compiling(id, 'context') });

  return {
    inspect,
    check,
    checkEntries: ({ id, kind, treatOrdinary = 'context' }, entries, following) =>
      attempt(async () => {
        if (entries.length === 0) {
          const outcome = await packNothing(kind, id);
          return outcome.kind === 'done'
            ? { kind: 'done', value: { ...outcome.value, problems: [], leftOut: 0, skipped: 0, ended: 0 } }
            : outcome;
        }
        // Written as an export and read as a file: what is no entry is found out there.
        const blob = await writeEntries(kind, inOneBatch(entries as readonly AnyEntry[]), 'json');
        const file = { name: 'entries.json', size: blob.size, blob };
        const seen = await inspect(file, kind, {});
        return seen.kind === 'done' ? check(file, seen.value.plan, { list: id, treatOrdinary }, following) : seen;
      }),
    store: (draft, packed) => attempt(() => ports.takeTurns(draft.id, () => store(draft, packed))),
    storeAll: (drafts) =>
      attempt(async () => {
        await lists.putAll(drafts.map(({ packed, ...named }) => ({ list: listOf(named, packed), files: packed.files })));
        return { kind: 'done', value: null };
      }),
    begin: (kind, title) =>
      attempt(async () => {
        const id = nextListId();
        const outcome = await packNothing(kind, id);
        if (outcome.kind !== 'done') return outcome;
        const origin: OwnListOrigin = { kind: 'made' };
        return store({ id, kind, title, origin, isReplacement: false }, outcome.value);
      }),
    change: (seen, change, following) =>
      attempt(() =>
        ports.takeTurns(seen.id, () =>
          withStored(seen, async (stored) => {
            const { id, kind, title, origin, treatOrdinary = 'context' } = stored.list;
            const order = { stored, change, compiling: await compiling(id, treatOrdinary) };
            const outcome = await runTask(startWorker, 'rewrite', order, following);
            if (outcome.kind !== 'done') return outcome;
            if (following.signal?.aborted) return { kind: 'cancelled' };
            if (outcome.value.duplicates > 0) return refused('same');
            return store({ id, kind, title, origin, treatOrdinary, isReplacement: true }, outcome.value);
          }),
        ),
      ),
    export: (seen, format, following) =>
      attempt(() => withStored(seen, (stored) => runTask(startWorker, 'export', { stored, format }, following))),
    compare: (catalogue, { homeMarket, lists: switches, listDefaults, today }, following) =>
      attempt<ComparedLists | null>(async () => {
        const all = await lists.all();
        if (all.length === 0) return { kind: 'done', value: null };
        const policy = { homeMarket, lists: switches, listDefaults, ...(today !== undefined && { today }) };
        const [index, ...stored] = await Promise.all([
          ports.fetchIndex(),
          ...all.map(async (list): Promise<StoredList[]> => {
            const files = await lists.files(list.id);
            // Removed meanwhile.
            return files === undefined ? [] : [{ list, files }];
          }),
        ]);
        return runTask(startWorker, 'compare', { lists: stored.flat(), index, catalogue, policy }, following);
      }),
  };
}

async function* inOneBatch<Entry>(entries: readonly Entry[]): AsyncGenerator<readonly Entry[]> {
  yield entries;
}

const refused = (code: TaskFault): Outcome<never> => ({ kind: 'refused', failure: { code } });

/** A file's name without its ending. */
export function titleOf(name: string): string {
  return name.replace(/(?<=.)\.[^.]*$/u, '').slice(0, MAX_TITLE);
}
