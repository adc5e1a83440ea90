/** The files of `vendor-lens pack`: packs in both forms, keys, and what is written. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { openPack, type Pack, PackError, readPack } from '../core/pack.ts';
import { readSigningKey, type SigningKey } from '../core/pack-sign.ts';
import { keyOf } from '../ui/translate.ts';
import { fail, type Result, succeed } from './problem.ts';

/** What is wrong with a pack, as a problem. Throws what is no fault of the pack. */
export function problemOf(error: unknown): ReturnType<typeof fail> {
  if (!(error instanceof PackError)) throw error;
  return fail(keyOf('pack_fault', error.fault), error.detail);
}

/** A pack in either form; of a signed one the signature is checked, by whichever key. */
export async function readEitherPack(bytes: Uint8Array): Promise<Result<Pack>> {
  try {
    return succeed(bytes[0] === OPENING_BRACE ? readPack(bytes) : (await openPack(bytes)).pack);
  } catch (error) {
    return problemOf(error);
  }
}

const OPENING_BRACE = 0x7b;

export function readKey(bytes: Uint8Array): Result<SigningKey> {
  try {
    const key = readSigningKey(JSON.parse(new TextDecoder().decode(bytes)));
    if (key) return succeed(key);
  } catch {
    // No JSON, and so no key.
  }
  return fail('cli_error_pack_key');
}

/** Writes a file in one step: who reads it meanwhile, as a server does, has the old one or the new one. */
export async function replaceFile(file: string, text: string): Promise<Result<null>> {
  const draft = `${file}.${process.pid}.draft`;
  try {
    await writeFile(draft, text);
    await rename(draft, file);
    return succeed(null);
  } catch (error) {
    await rm(draft, { force: true });
    return describeWriting(error);
  }
}

/** Writes a secret that only its owner may read. A file that is there is not overwritten. */
export async function writeSecret(file: string, text: string): Promise<Result<null>> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return succeed(null);
  } catch (error) {
    return describeWriting(error);
  }
}

function describeWriting(error: unknown): ReturnType<typeof fail> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) throw error;
  return code === 'EEXIST' ? fail('cli_error_pack_exists') : fail('cli_error_pack_write', code);
}
