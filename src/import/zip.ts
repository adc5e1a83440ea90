/**
 * Archives, as far as workbooks need them: files are found by the directory at the end, and unpacked as a stream.
 *
 * The browser packs and unpacks. The libraries for workbooks bring a packer of their own that starts threads from `blob:`
 * addresses for all that is larger than half a megabyte, and an extension's content security policy refuses those.
 */
import { ImportError } from './problems.ts';
import { IMPORT_LIMITS } from './source.ts';
import { piecesOf } from './text.ts';

export interface ZipEntry {
  readonly name: string;
  /** Bytes in the archive. */
  readonly packed: number;
  /** Bytes of the file itself, as the archive says. */
  readonly unpacked: number;
  /** CRC-32 of the file itself. */
  readonly crc: number;
  readonly method: number;
  /** Where its header begins. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
/** The end may be followed by a comment of two bytes' length. */
const MAX_END = END_BYTES + 0xffff;
/** Zip64: programs that write before they know how much it will be put numbers of eight bytes elsewhere, and this in their places. */
const WIDE = 0xffffffff;
const WIDE_COUNT = 0xffff;
const WIDE_EXTRA = 0x0001;
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_BYTES = 20;
const WIDE_END_SIGNATURE = 0x06064b50;
const WIDE_END_BYTES = 56;
const DIRECTORY_SIGNATURE = 0x02014b50;
const DIRECTORY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
/** Set for names in UTF-8. */
const UTF8_NAMES = 0x0800;

/** The files of an archive by name. Throws `ImportError`. */
export async function readDirectory(archive: Blob): Promise<ReadonlyMap<string, ZipEntry>> {
  const tail = await viewOf(archive.slice(Math.max(0, archive.size - MAX_END)));
  let end = tail.byteLength - END_BYTES;
  while (end >= 0 && tail.getUint32(end, true) !== END_SIGNATURE) end--;
  // Cut off on its way here.
  if (end < 0) throw new ImportError('damaged');
  let count = tail.getUint16(end + 10, true);
  let size = tail.getUint32(end + 12, true);
  let offset = tail.getUint32(end + 16, true);
  if (count === WIDE_COUNT || size === WIDE || offset === WIDE) {
    const wide = await readWideEnd(archive, tail, end - LOCATOR_BYTES);
    [count, size, offset] = [readWide(wide, 32), readWide(wide, 40), readWide(wide, 48)];
  }
  if (offset + size > archive.size) throw new ImportError('damaged');
  return parseDirectory(await viewOf(archive.slice(offset, offset + size)), count);
}

/** The end with numbers of eight bytes; before the other end is told where. */
async function readWideEnd(archive: Blob, tail: DataView, locator: number): Promise<DataView> {
  if (locator < 0 || tail.getUint32(locator, true) !== LOCATOR_SIGNATURE) throw new ImportError('damaged');
  const at = readWide(tail, locator + 8);
  const end = await viewOf(archive.slice(at, at + WIDE_END_BYTES));
  if (end.byteLength < WIDE_END_BYTES || end.getUint32(0, true) !== WIDE_END_SIGNATURE) throw new ImportError('damaged');
  return end;
}

/** Exact below 2^53, which is more than any file has. */
const readWide = (view: DataView, at: number): number => view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;

function parseDirectory(directory: DataView, count: number): ReadonlyMap<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  for (let i = 0, at = 0; i < count; i++) {
    if (at + DIRECTORY_BYTES > directory.byteLength || directory.getUint32(at, true) !== DIRECTORY_SIGNATURE)
      throw new ImportError('damaged');
    const nameLength = directory.getUint16(at + 28, true);
    const extraLength = directory.getUint16(at + 30, true);
    const next = at + DIRECTORY_BYTES + nameLength + extraLength + directory.getUint16(at + 32, true);
    if (next > directory.byteLength) throw new ImportError('damaged');
    const name = new TextDecoder().decode(new Uint8Array(directory.buffer, at + DIRECTORY_BYTES, nameLength));
    const extra = new DataView(directory.buffer, at + DIRECTORY_BYTES + nameLength, extraLength);
    const narrow = [24, 20, 42].map((field) => directory.getUint32(at + field, true));
    const [unpacked, packed, offset] = (narrow.includes(WIDE) ? widen(narrow, extra) : narrow) as [number, number, number];
    entries.set(name, {
      name,
      packed,
      unpacked,
      crc: directory.getUint32(at + 16, true),
      method: directory.getUint16(at + 10, true),
      offset,
    });
    at = next;
  }
  return entries;
}

/** The numbers with those of eight bytes in their places, which stand behind one another in a part of their own. */
function widen(numbers: readonly number[], extra: DataView): readonly number[] {
  let at = 0;
  while (at + 4 <= extra.byteLength && extra.getUint16(at, true) !== WIDE_EXTRA) at += 4 + extra.getUint16(at + 2, true);
  at += 4;
  return numbers.map((number) => {
    if (number !== WIDE) return number;
    if (at + 8 > extra.byteLength) throw new ImportError('damaged');
    at += 8;
    return readWide(extra, at - 8);
  });
}

/** The bytes of one file of an archive. Throws `ImportError`: for one that grows past all measure, and at its end for one that was changed. */
export async function* unpack(archive: Blob, { offset, packed, method, crc }: ZipEntry): AsyncGenerator<Uint8Array> {
  const header = await viewOf(archive.slice(offset, offset + LOCAL_BYTES));
  if (header.byteLength < LOCAL_BYTES || header.getUint32(0, true) !== LOCAL_SIGNATURE) throw new ImportError('damaged');
  const start = offset + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  const stream = archive.slice(start, start + packed).stream();
  if (method !== STORED && method !== DEFLATED) throw new ImportError('damaged');
  let unpacked = 0;
  let sum = CRC_START;
  try {
    for await (const piece of piecesOf(method === STORED ? stream : stream.pipeThrough(new DecompressionStream('deflate-raw')))) {
      unpacked += piece.length;
      sum = addToCrc(sum, piece);
      if (unpacked > IMPORT_LIMITS.unpackedBytes) throw new ImportError('too-big', { value: megabytes(IMPORT_LIMITS.unpackedBytes) });
      yield piece;
    }
  } catch (error) {
    // So says the stream that what it gets is not packed, or ends too early.
    if (error instanceof TypeError || (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) {
      throw new ImportError('damaged');
    }
    throw error;
  }
  if (endOfCrc(sum) !== crc) throw new ImportError('damaged');
}

/** A limit as a reviewer reads it. */
export const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;

async function viewOf(blob: Blob): Promise<DataView> {
  return new DataView(await blob.arrayBuffer());
}

export interface PlainFile {
  readonly name: string;
  readonly texts: AsyncIterable<string> | Iterable<string>;
}

/** An archive of texts, packed. */
export async function pack(files: readonly PlainFile[], type: string): Promise<Blob> {
  const parts: Blob[] = [];
  const directory: BlobPart[] = [];
  let offset = 0;
  let directorySize = 0;
  for (const { name, texts } of files) {
    const { blob, crc, size } = await deflate(texts);
    const nameBytes = new TextEncoder().encode(name);
    // Version, flags, method, time, date (1980-01-01: the same entries make the same bytes), sum and sizes.
    const shared = [20, 2, UTF8_NAMES, 2, DEFLATED, 2, 0, 2, 0x21, 2, crc, 4, blob.size, 4, size, 4, nameBytes.length, 2, 0, 2];
    const local = bytesOf([LOCAL_SIGNATURE, 4, ...shared]);
    const entry = bytesOf([DIRECTORY_SIGNATURE, 4, 20, 2, ...shared, 0, 2, 0, 2, 0, 2, 0, 4, offset, 4]);
    parts.push(new Blob([local, nameBytes, blob]));
    directory.push(entry, nameBytes);
    offset += local.length + nameBytes.length + blob.size;
    directorySize += entry.length + nameBytes.length;
  }
  const end = bytesOf([END_SIGNATURE, 4, 0, 2, 0, 2, files.length, 2, files.length, 2, directorySize, 4, offset, 4, 0, 2]);
  return new Blob([...parts, ...directory, end], { type });
}

/** Numbers, each followed by its length in bytes, little end first. */
function bytesOf(numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (let i = 0; i < numbers.length; i += 2) {
    for (let byte = 0; byte < (numbers[i + 1] as number); byte++) bytes.push(((numbers[i] as number) >>> (8 * byte)) & 0xff);
  }
  return Uint8Array.from(bytes);
}

async function deflate(texts: PlainFile['texts']): Promise<{ readonly blob: Blob; readonly crc: number; readonly size: number }> {
  const packer = new CompressionStream('deflate-raw');
  const packed = new Response(packer.readable).blob();
  const writer = packer.writable.getWriter();
  const encoder = new TextEncoder();
  let crc = CRC_START;
  let size = 0;
  for await (const text of texts) {
    const bytes = encoder.encode(text);
    crc = addToCrc(crc, bytes);
    size += bytes.length;
    await writer.write(bytes);
  }
  await writer.close();
  return { blob: await packed, crc: endOfCrc(crc), size };
}

const CRC_START = 0xffffffff;

const endOfCrc = (crc: number): number => ~crc >>> 0;

function addToCrc(crc: number, bytes: Uint8Array): number {
  let sum = crc;
  for (let i = 0; i < bytes.length; i++) sum = (CRC_TABLE[(sum ^ (bytes[i] as number)) & 0xff] as number) ^ (sum >>> 8);
  return sum;
}

/** Of each byte its remainder by the polynomial of CRC-32. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});
