/** The page's side of a thread: a task goes in, one outcome comes out. */
import type { CompanyWords } from '../../core/conflicts.ts';
import { StorageFull } from '../../platform/own-list-store.ts';
import type { TaskFailure, TaskName, TaskNews, TaskProgress, Tasks } from './messages.ts';

export type Outcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused'; readonly failure: TaskFailure }
  | { readonly kind: 'cancelled' };

/** What follows a task while it runs. */
export interface Following {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TaskProgress) => void;
  /** Of the task that finds companies: some more of them. */
  readonly onCompanies?: (companies: readonly CompanyWords[]) => void;
}

/** Does one task in a thread that is ended in each case, also when the signal comes first. Never rejects. */
export async function runTask<Name extends TaskName>(
  startWorker: () => Worker,
  name: Name,
  order: Tasks[Name]['order'],
  { signal, onProgress, onCompanies }: Following = {},
): Promise<Outcome<Tasks[Name]['answer']>> {
  if (signal?.aborted) return { kind: 'cancelled' };
  const worker = startWorker();
  const answer = new Promise<Outcome<Tasks[Name]['answer']>>((resolve, reject) => {
    signal?.addEventListener('abort', () => resolve({ kind: 'cancelled' }), { once: true });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessageerror = () => reject(new Error('the answer of the thread could not be read'));
    worker.onmessage = ({ data }: MessageEvent<TaskNews>) => {
      if (data.kind === 'progress') onProgress?.(data.progress);
      else if (data.kind === 'companies') onCompanies?.(data.companies);
      else if (data.kind === 'done') resolve({ kind: 'done', value: data.answer as Tasks[Name]['answer'] });
      else resolve(data);
    };
    worker.postMessage({ name, order });
  });
  return attempt(() => answer.finally(() => worker.terminate()));
}

/** What came of some work, or why nothing did. */
export async function attempt<Value>(work: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  try {
    return await work();
  } catch (error) {
    console.error('settings: a task on own lists failed', error);
    return { kind: 'refused', failure: { code: error instanceof StorageFull ? 'full' : 'failed' } };
  }
}
