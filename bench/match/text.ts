/** The text that is searched, in pieces of the size of a page. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataFolder } from '../../scripts/catalogue.ts';
import { readHtml } from '../../src/cli/read-html.ts';

/** A piece has at most this many characters: the text of a median web page. */
export const PIECE = 50_000;

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Pieces of distinct lines from the `.txt` and `.html` files of a folder. Without a folder: from the pages of the tests,
 * the samples, the documents and the prose of the bundled data, all of which are in a plain clone.
 */
export function readPieces(corpus: string | undefined): string[] {
  const lines = new Set<string>();
  const add = (text: string): void => {
    for (const line of text.split('\n')) {
      const plain = prepare(line);
      if (plain !== '') lines.add(plain);
    }
  };
  if (corpus) readFolder(corpus, add);
  else {
    for (const folder of ['test/fixtures', 'samples', 'docs']) readFolder(join(root, folder), add);
    for (const prose of proseOf(dataFolder)) add(prose);
  }
  return cut([...lines]);
}

/**
 * What would only measure how engines differ goes: runs of blanks, invisible characters, the one letter that gets longer
 * when written small, and backslashes, behind which our search reads `\t` as a tab.
 */
function prepare(line: string): string {
  return line
    .replace(/\p{Cf}/gu, '')
    .replace(/İ/g, 'I')
    .replace(/\\/g, '/')
    .replace(/\s+/g, ' ')
    .trim();
}

function readFolder(folder: string, add: (text: string) => void): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const file of files) {
    const kind = extname(file);
    if (!['.txt', '.md', '.html'].includes(kind)) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    if (kind !== '.html') add(text);
    else for (const block of readHtml(text).blocks) add(block.text);
  }
}

/** Strings of several words, in any JSON file of the folder. */
function* proseOf(folder: string): Generator<string> {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.json')) continue;
    const found: string[] = [];
    JSON.parse(readFileSync(join(folder, file), 'utf8'), (_key, value: unknown) => {
      if (typeof value === 'string' && /\s|\p{Script=Han}{2}/u.test(value)) found.push(value);
      return value;
    });
    yield* found;
  }
}

function cut(lines: readonly string[]): string[] {
  const pieces: string[] = [];
  let piece: string[] = [];
  let length = 0;
  for (const line of lines) {
    if (length > 0 && length + line.length >= PIECE) {
      pieces.push(piece.join('\n'));
      piece = [];
      length = 0;
    }
    piece.push(line);
    length += line.length + 1;
  }
  if (piece.length > 0) pieces.push(piece.join('\n'));
  return pieces;
}
