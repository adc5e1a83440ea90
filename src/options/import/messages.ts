/** What the settings page and its thread say to each other. A thread gets one task, and is ended after it. */
import type { CompanyWords, SwitchPolicy } from '../../core/conflicts.ts';
import type { Catalogue } from '../../core/model.ts';
import type { CompileOptions } from '../../core/own-compile.ts';
import type { ApprovedEntry, OwnEntry, OwnList } from '../../core/own-list.ts';
import type { FileProblemCode, RowProblem } from '../../import/problems.ts';
import type { ImportPlan, PlanChange, Preview, ReadOptions, SourceFile } from '../../import/source.ts';
import type { OwnListFiles } from '../../platform/own-list-store.ts';
import type { CompilingFacts, PackedList } from '../../settings/compile-list.ts';

/** An entry of either kind of list. */
export type AnyEntry = OwnEntry | ApprovedEntry;

export type ExportFormat = 'csv' | 'xlsx' | 'json';

/** What names are compiled with. Approved vendors need none of it. */
export interface Compiling extends Pick<CompileOptions, 'list' | 'treatOrdinary'>, CompilingFacts {}

/** A list as it is stored. */
export interface StoredList {
  readonly list: OwnList;
  readonly files: OwnListFiles;
}

/** One change of a list; entries are told by their number. */
export type EntryChange =
  | { readonly kind: 'add'; readonly entry: AnyEntry }
  | { readonly kind: 'edit'; readonly number: number; readonly entry: AnyEntry }
  | { readonly kind: 'remove'; readonly number: number };

export interface CheckedFile extends PackedList {
  /** The first rows that were left out. */
  readonly problems: readonly RowProblem[];
  /** How many rows were left out in all. */
  readonly leftOut: number;
  /** Records of a public list that are no vendors. */
  readonly skipped: number;
  /** Of a public list: restrictions that have ended. */
  readonly ended: number;
}

/** What came of looking through the own lists. */
export interface ComparedLists {
  /** Titles of lists that cannot be read and are not looked through. */
  readonly unread: readonly string[];
}

export interface TaskProgress {
  readonly entries: number;
  /** Of what is read, 0 to 1; 1 while the names are put in order. */
  readonly read: number;
}

/** Every task by its name: what it is given and what comes of it. */
export interface Tasks {
  /** A first look at a file. */
  inspect: {
    readonly order: { readonly file: SourceFile; readonly kind: OwnList['kind']; readonly change: PlanChange };
    readonly answer: Preview;
  };
  /** Reads a whole file and compiles it. */
  check: {
    readonly order: { readonly file: SourceFile; readonly plan: ImportPlan; readonly reading: ReadOptions; readonly compiling: Compiling };
    readonly answer: CheckedFile;
  };
  /** Compiles a stored list anew, with a change. */
  rewrite: {
    readonly order: { readonly stored: StoredList; readonly change: EntryChange; readonly compiling: Compiling };
    readonly answer: PackedList;
  };
  /** Compiles a list without entries. */
  begin: {
    readonly order: { readonly kind: OwnList['kind']; readonly compiling: Compiling };
    readonly answer: PackedList;
  };
  /** Looks through stored lists for the companies that are known by name, and tells all companies, some at a time. */
  compare: {
    readonly order: {
      readonly lists: readonly StoredList[];
      readonly index: ArrayBuffer;
      readonly catalogue: Catalogue;
      readonly policy: SwitchPolicy;
    };
    readonly answer: ComparedLists;
  };
  /** Writes a stored list as a file. */
  export: {
    readonly order: { readonly stored: StoredList; readonly format: ExportFormat };
    readonly answer: Blob;
  };
}

export type TaskName = keyof Tasks;
export type Task = { [Name in TaskName]: { readonly name: Name; readonly order: Tasks[Name]['order'] } }[TaskName];

/** Why nothing came of a task, besides what is wrong with its file; a message `own_fault_<code>`. */
export type TaskFault =
  | 'full' // no room for it
  | 'failed' // a fault of ours
  | 'gone' // the list was removed meanwhile
  | 'changed' // the list was changed meanwhile
  | 'same' // the list has the entry already
  | 'patterns'; // more part numbers than a list can have

export interface TaskFailure {
  readonly code: FileProblemCode | TaskFault;
  readonly line?: number;
  readonly column?: string;
  readonly value?: string;
}

/** What a thread tells: any number of times how far it is and what there is so far, and once how it ended. */
export type TaskNews =
  | { readonly kind: 'progress'; readonly progress: TaskProgress }
  | { readonly kind: 'companies'; readonly companies: readonly CompanyWords[] }
  | { readonly kind: 'done'; readonly answer: Tasks[TaskName]['answer'] }
  | { readonly kind: 'refused'; readonly failure: TaskFailure };
