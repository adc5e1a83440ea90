/** Which sites the reviewer has granted. */
import { browser } from './browser.ts';

export const EVERYWHERE = '<all_urls>';

/** Patterns that mean every site, however a browser writes them back. */
export function isEverywhere(pattern: string): boolean {
  return pattern === EVERYWHERE || pattern === '*://*/*';
}

/** The pattern to ask for so that a page's site is granted, or '' for addresses no one can grant. */
export function patternOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { protocol, hostname } = new URL(url);
  return (protocol === 'https:' || protocol === 'http:') && hostname !== '' ? `${protocol}//${hostname}/*` : '';
}

export async function getGrantedOrigins(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

export async function hasAccess(pattern: string): Promise<boolean> {
  return pattern !== '' && browser.permissions.contains({ origins: [pattern] });
}

/** Must be called from a click. False when the reviewer declined. */
export function requestAccess(pattern: string): Promise<boolean> {
  return browser.permissions.request({ origins: [pattern] });
}

export function removeAccess(pattern: string): Promise<boolean> {
  return browser.permissions.remove({ origins: [pattern] });
}

/** Calls back after every grant and withdrawal. Returns a stop function. */
export function watchAccess(onChange: () => void): () => void {
  const listener = (): void => onChange();
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
  return () => {
    browser.permissions.onAdded.removeListener(listener);
    browser.permissions.onRemoved.removeListener(listener);
  };
}
