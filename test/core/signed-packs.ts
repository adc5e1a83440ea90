/** Packs for tests, signed with real keys. */
import { CompactSign, importJWK } from 'jose';
import { PACK_FORMAT, PACK_TYPE } from '../../src/core/pack.ts';
import { createSigningKey, type SigningKey, signPack, thumbprintOf } from '../../src/core/pack-sign.ts';

export interface TestKey {
  readonly key: SigningKey;
  readonly thumbprint: string;
}

export async function createTestKey(): Promise<TestKey> {
  const key = await createSigningKey();
  return { key, thumbprint: await thumbprintOf(key) };
}

/** The JSON of a pack with so many vendors, as a publisher may write it. */
export function packJson(change: Readonly<Record<string, unknown>> = {}, vendors: readonly string[] = ['Quillfeather', 'Umbrage Works']) {
  return {
    format: PACK_FORMAT,
    id: 'group-blocked',
    title: 'Group: do not buy',
    version: 7,
    issuedOn: '2026-11-20',
    kind: 'restricted',
    entries: vendors.map((vendor) => ({ vendor })) as unknown[],
    ...change,
  };
}

export const bytesOf = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

/** A signed pack, as a server sends it. */
export const signed = async (pack: unknown, { key }: TestKey): Promise<Uint8Array<ArrayBuffer>> =>
  bytesOf(await signPack(bytesOf(pack), key));

/** Signed as no pack should be: the header is the test's. */
export async function signedWith(
  header: Readonly<Record<string, unknown>>,
  pack: unknown,
  { key, thumbprint }: TestKey,
): Promise<Uint8Array> {
  const { d, ...jwk } = key;
  const jws = await new CompactSign(bytesOf(pack))
    .setProtectedHeader({ alg: 'EdDSA', typ: PACK_TYPE, kid: thumbprint, jwk, ...header })
    .sign(await importJWK({ ...jwk, d }, 'EdDSA'), { crit: { 'https://example.com/x': true } });
  return bytesOf(jws);
}
