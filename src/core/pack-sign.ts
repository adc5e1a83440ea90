/** Keys for packs and signatures with them: what whoever publishes needs. Browsers only check. */
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import { PACK_ALGORITHM, PACK_TYPE } from './pack.ts';

/** A private key as it stands in its file. */
export interface SigningKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly d: string;
}

/** A new key. */
export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(PACK_ALGORITHM, { extractable: true });
  const { x, d } = await exportJWK(privateKey);
  return { kty: 'OKP', crv: 'Ed25519', x: x as string, d: d as string };
}

/** The key that a file's JSON holds; undefined when it holds none. */
export function readSigningKey(value: unknown): SigningKey | undefined {
  const { kty, crv, x, d } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || typeof d !== 'string') return undefined;
  return { kty, crv, x, d };
}

/** The thumbprint by which browsers know the key. */
export const thumbprintOf = ({ kty, crv, x }: Omit<SigningKey, 'd'>): Promise<string> => calculateJwkThumbprint({ kty, crv, x }, 'sha256');

/** The bytes of a pack's JSON as a compact JWS. */
export async function signPack(json: Uint8Array, { d, ...publicKey }: SigningKey): Promise<string> {
  const { kty, crv, x } = publicKey;
  return new CompactSign(json)
    .setProtectedHeader({ alg: PACK_ALGORITHM, typ: PACK_TYPE, kid: await thumbprintOf(publicKey), jwk: { kty, crv, x } })
    .sign(await importJWK({ kty, crv, x, d }, PACK_ALGORITHM));
}
