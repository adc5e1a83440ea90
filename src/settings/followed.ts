/** Addresses of lists that are followed, as far as a file of all settings needs to know of them. */
import type { StorageArea } from '../platform/storage.ts';
import type { FollowedAddress } from './settings-file.ts';

/** Under keys with this beginning each subscription stands in the extension's storage. */
const PREFIX = 'subscription:';

export async function readFollowed(area: Pick<StorageArea, 'get' | 'keys'>): Promise<readonly FollowedAddress[]> {
  const keys = (await area.keys()).filter((key) => key.startsWith(PREFIX));
  const stored = keys.length === 0 ? {} : await area.get(keys);
  return Object.values(stored).flatMap((value) => {
    const { url, key } = (value ?? {}) as Partial<Record<keyof FollowedAddress, unknown>>;
    return typeof url === 'string' && typeof key === 'string' ? [{ url, key }] : [];
  });
}
