/** What the settings page and its import worker say to each other. */
import type { NamesFault } from '../../core/names-file.ts';
import type { OwnListFiles } from '../../platform/own-list-store.ts';

/** The one order that a worker gets. */
export interface ImportOrder {
  readonly file: File;
  /** Id of the list to be. */
  readonly list: string;
  /** The bundled index, whose fold the names are folded with. */
  readonly index: ArrayBuffer;
  /** The bundled ordinary words. */
  readonly ordinary: string;
}

export interface ImportProgress {
  readonly names: number;
  /** Of the file, 0 to 1; 1 while the names are put in order. */
  readonly read: number;
}

/** The compiled names, not stored yet. */
export interface CompiledNames {
  readonly files: OwnListFiles;
  readonly names: number;
  /** Names and part numbers that are looked for. */
  readonly terms: number;
  readonly duplicates: number;
}

/** What the worker tells: any number of times how far it is, and once how it ended. */
export type ImportNews =
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  | { readonly kind: 'done'; readonly compiled: CompiledNames }
  | { readonly kind: 'refused'; readonly fault: NamesFault; readonly line?: number };
