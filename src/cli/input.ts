/** Files and the standard input as bytes. */
import { open, readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FileKind } from './arguments.ts';
import { fail, type Problem, type Result, succeed } from './problem.ts';

/** Above this the text would come near the longest string that node can hold; nobody's quote is that large. */
const maxBytes = 256 * 1024 * 1024;

/** Reads a whole file; `-` is the standard input. Problems: missing, a directory, not permitted, too large, other. */
export async function readInput(file: string, stdin: AsyncIterable<Uint8Array>): Promise<Result<Uint8Array>> {
  try {
    if (file === '-') return await readStream(stdin);
    const { size, isDirectory } = await describe(file);
    if (isDirectory) return fail('cli_error_directory');
    if (size > maxBytes) return tooLarge();
    return succeed(await readFile(file));
  } catch (error) {
    return { ok: false, problem: describeFailure(error) };
  }
}

/** Read at once from a file: enough that a thread is busy with it for a while, and little beside what a thread needs. */
const chunkBytes = 256 * 1024;

/** A file chunk by chunk; `-` is the standard input. Throws the system's errors, which `describeFailure` puts into words. */
export async function* readChunks(file: string, stdin: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (file === '-') yield* stdin;
  else yield* (await open(file)).createReadStream({ highWaterMark: chunkBytes });
}

/** Why a file cannot be read. Throws what did not come from the system: a bug. */
export function describeFailure(error: unknown): Problem {
  const code = errorCode(error);
  if (code === undefined) throw error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { key: 'cli_error_missing', values: [] };
  if (code === 'EISDIR') return { key: 'cli_error_directory', values: [] };
  if (code === 'EACCES' || code === 'EPERM') return { key: 'cli_error_not_permitted', values: [] };
  return { key: 'cli_error_unreadable', values: [code] };
}

/** How a file is read, by its name's ending; lines when it says nothing. */
export function kindOf(file: string): FileKind {
  const ending = extname(file).toLowerCase();
  if (['.htm', '.html', '.xhtml', '.shtml'].includes(ending)) return 'html';
  if (['.csv', '.tsv', '.tab', '.psv'].includes(ending)) return 'csv';
  return 'txt';
}

async function describe(file: string): Promise<{ readonly size: number; readonly isDirectory: boolean }> {
  const found = await stat(file);
  return { size: found.size, isDirectory: found.isDirectory() };
}

async function readStream(stream: AsyncIterable<Uint8Array>): Promise<Result<Uint8Array>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBytes) return tooLarge();
    chunks.push(chunk);
  }
  return succeed(Buffer.concat(chunks));
}

function tooLarge() {
  return fail('cli_error_too_large', String(maxBytes / 1024 / 1024));
}

/** The system's code ("ENOENT"), undefined for an error that did not come from the system: a bug. */
function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
