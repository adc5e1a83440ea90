/** A file's bytes → its text → the document that is screened. */
import type { FileKind } from './arguments.ts';
import { decode } from './decode.ts';
import type { FileDocument } from './document.ts';
import { kindOf } from './input.ts';
import type { CheckedFile } from './output.ts';
import { type Result, succeed } from './problem.ts';
import { readCsv } from './read-csv.ts';
import { findCharset, readHtml } from './read-html.ts';
import { readText } from './read-text.ts';

/** The text of a file, and how it is read. */
export type DecodedFile = Pick<CheckedFile, 'kind' | 'encoding' | 'text'>;

/** `as` overrides what the file's name says. */
export function decodeFile(file: string, bytes: Uint8Array, as: FileKind | undefined): Result<DecodedFile> {
  const kind = as ?? kindOf(file);
  const decoded = decode(bytes, kind === 'html' ? findCharset(bytes) : undefined);
  return decoded.ok ? succeed({ kind, ...decoded.value }) : decoded;
}

export function readDocument({ kind, text }: DecodedFile): FileDocument {
  return readers[kind](text);
}

const readers: Readonly<Record<FileKind, (text: string) => FileDocument>> = {
  txt: readText,
  html: readHtml,
  csv: readCsv,
};
