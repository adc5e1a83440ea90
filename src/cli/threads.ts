/** Threads that all do the same work, each on one task after the other. */
import { Worker } from 'node:worker_threads';
import type { Setup } from './work.ts';

export interface Threads {
  /** Does one task in the thread that has the fewest; rejects when that thread came to grief. */
  run(task: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** `entry` is the built `worker.ts`. */
export function startThreads(entry: string, setup: Setup, count: number): Threads {
  // One copy of the matcher for all of them; what reads it does not care where its bytes are.
  const index = new SharedArrayBuffer(setup.index.byteLength);
  new Uint8Array(index).set(new Uint8Array(setup.index));
  const threads = Array.from({ length: count }, () => new Thread(new Worker(entry, { workerData: { ...setup, index } })));
  return {
    run: (task) => threads.reduce((least, thread) => (thread.waiting < least.waiting ? thread : least)).run(task),
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** Answers come in the order of the tasks. */
class Thread {
  readonly #tasks: Waiting[] = [];
  #failure: unknown;

  constructor(private readonly worker: Worker) {
    worker.on('message', (answer) => this.#tasks.shift()?.resolve(answer));
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => this.#fail(new Error('a thread ended early')));
  }

  get waiting(): number {
    return this.#tasks.length;
  }

  run(task: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) reject(this.#failure);
      this.#tasks.push({ resolve, reject });
      this.worker.postMessage(task);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const { reject } of this.#tasks.splice(0)) reject(this.#failure);
  }
}
