/** Which origins the browser grants. What for, is known in `settings/grants.ts`. */
import { browser } from './browser.ts';

export async function getGrantedOrigins(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

export async function hasAccess(pattern: string): Promise<boolean> {
  return pattern !== '' && browser.permissions.contains({ origins: [pattern] });
}

/** Must be called from a click. False when the reviewer declined. */
export function requestAccess(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...patterns] });
}

export function removeAccess(patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.remove({ origins: [...patterns] });
}

/** Whether sites are granted by the manifest, as in a package that an administrator installs: these grants stay. */
export const hasFixedAccess = (): boolean => (browser.runtime.getManifest().host_permissions ?? []).length > 0;

/** Calls back after every grant, with its origins, and after every withdrawal. Returns a stop function. */
export function watchAccess(onAdded: (origins: readonly string[]) => void, onRemoved: () => void): () => void {
  const added = ({ origins = [] }: { readonly origins?: string[] }): void => onAdded(origins);
  const removed = (): void => onRemoved();
  browser.permissions.onAdded.addListener(added);
  browser.permissions.onRemoved.addListener(removed);
  return () => {
    browser.permissions.onAdded.removeListener(added);
    browser.permissions.onRemoved.removeListener(removed);
  };
}
