/** The id of an extension in Chromium, which follows from its key. */
import { createHash, createPublicKey } from 'node:crypto';

/**
 * The public key as the field `key` of a manifest has it.
 * @param {import('node:crypto').KeyLike} key the private key that signs the extension
 * @returns {string}
 */
export function publicKeyOf(key) {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
}

/**
 * @param {string} publicKey as `publicKeyOf` gives it
 * @returns {string} 32 letters from a to p
 */
export function extensionIdOf(publicKey) {
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 32);
  return [...digest].map((digit) => String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16))).join('');
}
