/** The `vendor-lens` program: wires the process to `run`. */
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBundle } from './bundle.ts';
import { createExplain } from './explain.ts';
import { ClosedPipe, type ExitCode, type Outside } from './outside.ts';
import { run } from './run.ts';
import { createScreen } from './screening.ts';
import { startThreads } from './threads.ts';

let isOpen = true;
const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!isOpen) reject(new ClosedPipe());
    else process.stdout.write(text, (error) => (error ? reject(isClosed(error) ? new ClosedPipe() : error) : resolve()));
  });

// Without a listener a failed write would end the process with a stack trace before its callback is called.
process.stdout.on('error', (error) => {
  isOpen = false;
  if (!isClosed(error)) process.stderr.write(`vendor-lens: ${error.message}\n`);
});

function isClosed(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'EOF');
}

/** A bug, or an output that cannot be written. Left uncaught it would end with 1, which says that something is confirmed. */
function fail(error: unknown): ExitCode {
  // Of the output it was said already.
  if (isOpen) process.stderr.write(`vendor-lens: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 2;
}

const outside: Outside = {
  env: process.env,
  stdin: process.stdin,
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  write,
  writeError: (text) => {
    process.stderr.write(text);
  },
  bundle: openBundle(import.meta.url),
  cores: availableParallelism(),
  createScreen,
  startThreads: (setup, count) => startThreads(join(dirname(fileURLToPath(import.meta.url)), 'worker.js'), setup, count),
  createExplain,
};

// The code is set and the process left to end: `process.exit` would cut off what a pipe has not taken yet.
process.exitCode = await run(process.argv.slice(2), outside).catch(fail);
