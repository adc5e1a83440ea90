/** Files and the standard input as bytes. */
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FileKind } from './arguments.ts';
import { fail, type Result, succeed } from './problem.ts';

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
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return fail('cli_error_missing');
    if (code === 'EISDIR') return fail('cli_error_directory');
    if (code === 'EACCES' || code === 'EPERM') return fail('cli_error_not_permitted');
    if (code === undefined) throw error;
    return fail('cli_error_unreadable', code);
  }
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
