/** What the program has around it: passed in, so that tests need neither a process nor threads. */
import type { Catalogue } from '../core/model.ts';
import type { Policy } from '../core/policy.ts';
import type { Bundle } from './bundle.ts';
import type { Explain } from './explain.ts';
import type { Screen } from './screening.ts';
import type { Threads } from './threads.ts';
import type { Setup } from './work.ts';

/** 0: nothing counted was found, or a place was explained. 1: something was. 2: something could not be read; wins over 1. */
export type ExitCode = 0 | 1 | 2;

export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Width of the terminal that the output goes to; undefined when it goes elsewhere. */
  readonly columns: number | undefined;
  /** Resolves when the text was taken; rejects with `ClosedPipe` when nobody reads any more. */
  write(text: string): Promise<void>;
  writeError(text: string): void;
  readonly bundle: Bundle;
  /** For one thread each. */
  readonly cores: number;
  createScreen(index: ArrayBuffer, catalogue: Catalogue, policy: Policy): Screen;
  startThreads(setup: Setup, count: number): Threads;
  createExplain(index: ArrayBuffer, catalogue: Catalogue, policy: Policy): Explain;
}

/** The reader of our output went away (`| head`). */
export class ClosedPipe extends Error {}
