/**
 * A pack: a list that an organisation publishes at an address, and browsers that were told of the address follow.
 *
 * It is JSON, signed as a compact JWS with Ed25519 (RFC 7515, RFC 8037). The protected header carries the public key, and
 * `kid` is its thumbprint (RFC 7638): whoever subscribes has said which thumbprint is right, so the key needs no other
 * way to the reader. `docs/packs.md` is the format for those who publish.
 *
 * The signature is checked before anything of the content is read, and the content is strict: a field that is not known
 * here, or a value out of bounds, refuses the pack as a whole.
 */
import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, errors, importJWK } from 'jose';
import { type ApprovedEntry, MAX_APPROVED, type OwnEntry } from './own-list.ts';
import { readyPartNumber } from './own-part-numbers.ts';
import { PatternError } from './pattern.ts';
import { finish, finishInSlices, type Pause, resting, type Steps } from './steps.ts';

export const PACK_FORMAT = 'vendor-lens-pack/1';
/** `typ` of the signed form, so that a signature made for something else is none of a pack. */
export const PACK_TYPE = 'vendor-lens-pack+jws';
/** The one algorithm. Others are refused before their key is looked at. */
export const PACK_ALGORITHM = 'EdDSA';

export const PACK_LIMITS = {
  /** Bytes of the JSON. */
  bytes: 20 * 1024 * 1024,
  entries: { restricted: 100_000, approved: MAX_APPROVED },
  title: 80,
  name: 300,
  note: 2_000,
  /** Aliases, part numbers or categories of one entry. */
  each: 200,
} as const;

/** Bytes of the signed form: base64url takes four for three, and header and signature are small. */
export const MAX_SIGNED_BYTES = Math.ceil((PACK_LIMITS.bytes * 4) / 3) + 8 * 1024;

interface PackHead {
  readonly format: typeof PACK_FORMAT;
  /** The same in all versions. */
  readonly id: string;
  readonly title: string;
  /** Grows with every version. */
  readonly version: number;
  /** YYYY-MM-DD */
  readonly issuedOn: string;
  /** The last day on which the version may be taken up, YYYY-MM-DD. */
  readonly expiresOn?: string;
  readonly publisher?: string;
}

export type Pack = PackHead &
  (
    | { readonly kind: 'restricted'; readonly entries: readonly OwnEntry[] }
    | { readonly kind: 'approved'; readonly entries: readonly ApprovedEntry[] }
  );

/** Why a pack is refused; each is a message `pack_fault_<code>`. */
export type PackFault =
  | 'html' // a page, as captive portals and error pages are
  | 'not-signed' // no JWS, or not the whole of it
  | 'algorithm' // another one than EdDSA, or a header that is not a pack's
  | 'key' // signed with another key than the one that was asked for
  | 'signature' // content and signature do not belong together
  | 'format' // the content is not a pack; the detail says where
  | 'too-large'
  | 'too-many'
  | 'unsupported'; // the browser cannot check such signatures

export class PackError extends Error {
  override name = 'PackError';

  constructor(
    readonly fault: PackFault,
    /** Where, or what, in words for whoever publishes; '' where the fault says it all. */
    readonly detail = '',
  ) {
    super(detail === '' ? fault : `${fault}: ${detail}`);
  }
}

export interface VerifiedPack {
  readonly pack: Pack;
  /** Thumbprint of the key that signed it. */
  readonly key: string;
  /** The signature. The same pack signed again by the same key has the same, another pack another. */
  readonly seal: string;
}

/** Checks who signed, and then what. `key` is the thumbprint that it must be; without one, any key. Throws `PackError`. */
export async function openPack(bytes: Uint8Array, key?: string, pause: Pause = () => undefined): Promise<VerifiedPack> {
  if (bytes.length > MAX_SIGNED_BYTES) throw new PackError('too-large');
  const jws = readAscii(bytes).trim();
  if (/^<(!doctype|html|\?xml|head|body|script|meta)/i.test(jws)) throw new PackError('html');
  const signer = await readSigner(jws);
  if (key !== undefined && signer.key !== key) throw new PackError('key', signer.key);
  const payload = await verify(jws, signer.jwk);
  return { pack: await finishInSlices(readingPack(payload), pause), key: signer.key, seal: jws.slice(jws.lastIndexOf('.') + 1) };
}

/** Reads the JSON of a pack that is not signed, or whose signature was checked. Throws `PackError`. */
export const readPack = (bytes: Uint8Array): Pack => finish(readingPack(bytes));

/** The same, in steps. The text is parsed in one of them. */
function* readingPack(bytes: Uint8Array): Steps<Pack> {
  if (bytes.length > PACK_LIMITS.bytes) throw new PackError('too-large');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    // Broken UTF-8, broken JSON, or arrays within arrays until the stack ends.
    throw new PackError('format', error instanceof Error ? error.message : String(error));
  }
  yield;
  return yield* checkPack(value);
}

/** A thumbprint as somebody typed or pasted it, without the spaces that make it readable; undefined when it is none. */
export function parseThumbprint(text: string): string | undefined {
  const thumbprint = text.replace(/\s+/g, '');
  return /^[A-Za-z0-9_-]{43}$/.test(thumbprint) ? thumbprint : undefined;
}

/** A thumbprint in groups of four, for comparing by eye. */
export const groupThumbprint = (thumbprint: string): string => thumbprint.replace(/.{4}(?=.)/g, '$& ');

/** The whole of an ASCII text; what holds anything else is no JWS. */
function readAscii(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PackError('not-signed');
  }
}

interface Signer {
  readonly key: string;
  readonly jwk: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };
}

/** The key in the header. Everything that the header says is checked against what a pack's header says. */
async function readSigner(jws: string): Promise<Signer> {
  const parts = jws.split('.', 4);
  if (parts.length !== 3 || parts.some((part) => part === '') || (parts[2] ?? '').length !== 86) throw new PackError('not-signed');
  let header: Readonly<Record<string, unknown>>;
  try {
    header = decodeProtectedHeader(jws);
  } catch {
    throw new PackError('not-signed');
  }
  const { alg, typ, kid, jwk, ...others } = header;
  if (alg !== PACK_ALGORITHM) throw new PackError('algorithm', `alg ${String(alg)}`);
  if (typ !== PACK_TYPE) throw new PackError('algorithm', `typ ${String(typ)}`);
  // `crit`, `b64` and the like would change what the signature means.
  const [other] = Object.keys(others);
  if (other !== undefined) throw new PackError('algorithm', other);
  const { kty, crv, x } = (jwk ?? {}) as Readonly<Record<string, unknown>>;
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || x.length !== 43) throw new PackError('algorithm', 'jwk');
  const publicKey = { kty, crv, x } as const;
  const key = await calculateJwkThumbprint(publicKey, 'sha256');
  if (kid !== key) throw new PackError('algorithm', 'kid');
  return { key, jwk: publicKey };
}

async function verify(jws: string, jwk: Signer['jwk']): Promise<Uint8Array> {
  let key: Awaited<ReturnType<typeof importJWK>>;
  try {
    key = await importJWK(jwk, PACK_ALGORITHM);
  } catch (error) {
    // A point that is not on the curve is an error of another name.
    if (error instanceof Error && error.name === 'NotSupportedError') throw new PackError('unsupported');
    throw new PackError('algorithm', 'jwk');
  }
  try {
    return (await compactVerify(jws, key, { algorithms: [PACK_ALGORITHM] })).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new PackError('signature');
    throw error;
  }
}

function* checkPack(value: unknown): Steps<Pack> {
  const read = readFields(value, 'pack', { ...headFields, entries: { what: 'a list', isGood: Array.isArray } });
  const { entries, ...head } = read as unknown as PackHead & { readonly kind: Pack['kind']; readonly entries: readonly unknown[] };
  if (head.expiresOn !== undefined && head.expiresOn < head.issuedOn)
    throw new PackError('format', 'pack.expiresOn: must not be before issuedOn');
  if (entries.length > PACK_LIMITS.entries[head.kind]) throw new PackError('too-many', String(entries.length));
  return { ...head, entries: yield* checkEntries(head.kind, entries) } as Pack;
}

/** The entries of a list, with what they leave out filled in. Throws `PackError`. */
function checkEntries(kind: Pack['kind'], values: readonly unknown[]): Steps<readonly (OwnEntry | ApprovedEntry)[]> {
  const fields = kind === 'restricted' ? restrictedFields : approvedFields;
  const ids = new Set<string>();
  return resting(values, (value, i) => {
    const entry = readFields(value, `entries[${i}]`, fields) as unknown as OwnEntry | ApprovedEntry;
    if (entry.id === undefined) return entry;
    if (ids.has(entry.id)) throw new PackError('format', `entries[${i}].id: another entry has the id ${entry.id}`);
    ids.add(entry.id);
    return entry;
  });
}

/** What a field must be. Where `otherwise` is there the field may be left out; undefined leaves it out of the result too. */
interface Field {
  readonly what: string;
  readonly isGood: (value: unknown) => boolean;
  readonly otherwise?: { readonly value: unknown };
}

function readFields(value: unknown, where: string, fields: Readonly<Record<string, Field>>): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new PackError('format', `${where}: must be an object`);
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(fields, name))
      throw new PackError('format', `${where}: has a field ${JSON.stringify(name.slice(0, 40))}, which is unknown`);
  }
  const read: Record<string, unknown> = {};
  for (const [name, { what, isGood, otherwise }] of Object.entries(fields)) {
    const given = (value as Readonly<Record<string, unknown>>)[name];
    if (given === undefined && otherwise) {
      if (otherwise.value !== undefined) read[name] = otherwise.value;
    } else if (isGood(given)) read[name] = given;
    else throw new PackError('format', `${where}.${name}: must be ${what}`);
  }
  return read;
}

/** Control characters, and marks that turn the direction of what follows. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;

const text = (most: number): Field => ({
  what: `1 to ${most} characters of text, without control characters or blanks around it`,
  isGood: (value) => typeof value === 'string' && value !== '' && value.length <= most && value.trim() === value && !UNSEEN.test(value),
});
/** Text that may have several lines. */
const lines = (most: number): Field => {
  const { isGood } = text(most);
  return {
    what: `1 to ${most} characters of text, without control characters but line feeds, or blanks around it`,
    isGood: (value) => typeof value === 'string' && isGood(value.replaceAll('\n', ' ')),
  };
};
const oneOf = (...values: readonly string[]): Field => ({
  what: `one of ${values.join(', ')}`,
  isGood: (value) => values.includes(value as string),
});
const optional = (field: Field, value?: unknown): Field => ({ ...field, otherwise: { value } });
const many = ({ what, isGood }: Field): Field => ({
  what: `a list of at most ${PACK_LIMITS.each}, each ${what}`,
  isGood: (value) => Array.isArray(value) && value.length <= PACK_LIMITS.each && value.every(isGood),
  otherwise: { value: [] },
});
const slug: Field = {
  what: 'lower-case letters and digits joined by hyphens, at most 80',
  isGood: (value) => typeof value === 'string' && value.length <= 80 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value),
};
const day: Field = {
  what: 'a day as YYYY-MM-DD',
  isGood: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isOnCalendar(value),
};
const link: Field = {
  what: 'an https: address of at most 2,000 characters',
  isGood: (value) => typeof value === 'string' && isHttps(value),
};
const part: Field = { what: 'a part number, or a pattern of them that is not found everywhere', isGood: isPattern };

function isOnCalendar(date: string): boolean {
  const instant = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date);
}

function isHttps(address: string): boolean {
  // What nobody sees, or a name before an "@", makes one address look like another.
  if (!address.startsWith('https://') || address.length > 2_000 || /[\s\p{Cc}\p{Cf}]/u.test(address)) return false;
  try {
    const { hostname, username, password } = new URL(address, address);
    return hostname !== '' && username === '' && password === '';
  } catch {
    return false;
  }
}

function isPattern(value: unknown): boolean {
  try {
    if (typeof value !== 'string') return false;
    readyPartNumber(value);
    return true;
  } catch (error) {
    if (error instanceof PatternError) return false;
    throw error;
  }
}

const headFields: Readonly<Record<string, Field>> = {
  format: oneOf(PACK_FORMAT),
  id: slug,
  title: text(PACK_LIMITS.title),
  version: { what: 'a whole number from 1', isGood: (value) => Number.isSafeInteger(value) && (value as number) >= 1 },
  issuedOn: day,
  expiresOn: optional(day),
  publisher: optional(text(PACK_LIMITS.name)),
  kind: oneOf('restricted', 'approved'),
};

const name = text(PACK_LIMITS.name);
const code = text(100);
const note = lines(PACK_LIMITS.note);

const restrictedFields: Readonly<Record<string, Field>> = {
  id: optional(code),
  vendor: name,
  product: optional(name),
  category: optional(slug),
  aliases: many(name),
  partNumbers: many(part),
  severity: optional(oneOf('prohibited', 'review'), 'prohibited'),
  note: optional(note),
  url: optional(link),
};

const approvedFields: Readonly<Record<string, Field>> = {
  id: optional(code),
  vendor: name,
  product: optional(name),
  categories: many(slug),
  url: optional(link),
  reference: optional(name),
  validUntil: optional(day),
  scope: optional(note),
  region: optional(name),
  note: optional(note),
};
