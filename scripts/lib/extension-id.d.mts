import type { KeyLike } from 'node:crypto';

export function publicKeyOf(key: KeyLike): string;
export function extensionIdOf(publicKey: string): string;
