/** Writes zip files. The same files always give the same bytes, so that anybody can build a package and compare. */
import { crc32, deflateRawSync } from 'node:zlib';

/** 1 January 1980, the first moment that a zip file knows. */
const DATE = 0x21;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const DEFLATED = 8;

/**
 * @param {ReadonlyMap<string, Uint8Array>} files contents by name, with `/` between folders
 * @returns {Buffer} smaller than 4 GB, of fewer than 65,536 files
 */
export function zip(files) {
  /** @type {Buffer[]} */
  const parts = [];
  /** @type {Buffer[]} */
  const directory = [];
  let offset = 0;
  for (const [name, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const path = Buffer.from(name);
    const packed = deflateRawSync(content, { level: 9 });
    const facts = describe(content, packed.length, path.length);
    parts.push(header(0x04034b50, facts), path, packed);
    directory.push(header(0x02014b50, facts, offset), path);
    offset += 30 + path.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, index, end]);
}

/**
 * What stands of a file before its content and again in the directory.
 * @param {Uint8Array} content
 * @param {number} packedLength
 * @param {number} nameLength
 */
function describe(content, packedLength, nameLength) {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(VERSION, 0);
  facts.writeUInt16LE(FLAGS, 2);
  facts.writeUInt16LE(DEFLATED, 4);
  facts.writeUInt16LE(DATE, 8);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(packedLength, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(nameLength, 22);
  return facts;
}

/**
 * @param {number} signature
 * @param {Buffer} facts
 * @param {number} [offset] where the file stands; only in the directory
 */
function header(signature, facts, offset) {
  const start = Buffer.alloc(4);
  start.writeUInt32LE(signature);
  if (offset === undefined) return Buffer.concat([start, facts]);
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(VERSION);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([start, madeBy, facts, rest]);
}
