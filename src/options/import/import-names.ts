/** One import from file to stored list. What is stored is stored at the end and at once. */
import { FORMAT_VERSION } from '../../core/index-format.ts';
import type { NamesFault } from '../../core/names-file.ts';
import type { OwnList } from '../../core/own-list.ts';
import { StorageFull } from '../../platform/own-list-store.ts';
import { nextListId, type OwnLists } from '../../settings/own-lists.ts';
import type { CompiledNames, ImportNews, ImportOrder, ImportProgress } from './messages.ts';

/** Letters of a title; the rest is cut. */
export const MAX_TITLE = 80;

export interface ImportedNames {
  readonly list: OwnList;
  /** Repetitions that were left out. */
  readonly duplicates: number;
}

/** Why nothing was stored; a message `own_fault_<fault>`. */
export interface ImportFailure {
  readonly fault: NamesFault | 'full' | 'failed';
  readonly line?: number;
}

export type ImportResult = ImportedNames | ImportFailure;

/** What is to be imported. */
export interface NamesFile {
  readonly file: File;
  /** As the reviewer calls the list; '' takes the file's name. */
  readonly title: string;
}

export interface ImportPorts {
  readonly lists: Pick<OwnLists, 'add'>;
  fetchIndex(): Promise<ArrayBuffer>;
  fetchOrdinaryWords(): Promise<string>;
  startWorker(): Worker;
  /** The day today, YYYY-MM-DD. */
  today(): string;
}

/** Null when it was cancelled by the signal. */
export async function importNames(
  { lists, fetchIndex, fetchOrdinaryWords, startWorker, today }: ImportPorts,
  { file, title }: NamesFile,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<ImportResult | null> {
  try {
    const id = nextListId();
    const [index, ordinary] = await Promise.all([fetchIndex(), fetchOrdinaryWords()]);
    if (signal.aborted) return null;
    const answer = await askWorker(startWorker(), { file, list: id, index, ordinary }, onProgress, signal);
    if (answer === null || signal.aborted) return null;
    if ('fault' in answer) return answer;
    const { files, names, terms, duplicates } = answer;
    const bytes = Object.values(files).reduce((sum, { size }) => sum + size, 0);
    const list: OwnList = {
      id,
      kind: 'restricted',
      title: title.trim().slice(0, MAX_TITLE) || titleOf(file.name),
      count: names,
      terms,
      origin: { kind: 'file', name: file.name },
      importedOn: today(),
      bytes,
      format: FORMAT_VERSION,
    };
    await lists.add(list, files);
    return { list, duplicates };
  } catch (error) {
    console.error('settings: a list was not imported', error);
    return { fault: error instanceof StorageFull ? 'full' : 'failed' };
  }
}

/** The compiled names, why there are none, or null when the signal came first. The worker is ended in each case. */
function askWorker(
  worker: Worker,
  order: ImportOrder,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<CompiledNames | ImportFailure | null> {
  const answer = new Promise<CompiledNames | ImportFailure | null>((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }: MessageEvent<ImportNews>) => {
      if (data.kind === 'progress') onProgress(data.progress);
      else if (data.kind === 'done') resolve(data.compiled);
      else resolve({ fault: data.fault, ...(data.line === undefined ? {} : { line: data.line }) });
    };
    worker.postMessage(order, [order.index]);
  });
  return answer.finally(() => worker.terminate());
}

/** A file's name without its ending. */
function titleOf(name: string): string {
  return name.replace(/(?<=.)\.[^.]*$/u, '').slice(0, MAX_TITLE);
}
