/** The content script on granted sites, registered for as long as the grant stands. */
import type { ReadingPlan } from '../core/sites.ts';
import { browser } from './browser.ts';

const WHOLES = 'vendor-lens';
const PARTS = 'vendor-lens-parts';

/** Firefox knows no ports in the patterns of content scripts. */
export const takesPorts = (): boolean => !browser.runtime.getURL('').startsWith('moz-extension:');

/** Makes the registration follow the plan: added, changed or withdrawn. The places that were registered and are so no more. */
export async function registerFor({ wholes, parts, excluded }: ReadingPlan, file: string): Promise<readonly string[]> {
  const wanted = [scriptOf(WHOLES, wholes, excluded, file), scriptOf(PARTS, parts, excluded, file)].filter(
    ({ matches }) => matches.length > 0,
  );
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [WHOLES, PARTS] });
  const left = registered.map(({ id }) => id).filter((id) => !wanted.some((script) => script.id === id));
  if (left.length > 0) await browser.scripting.unregisterContentScripts({ ids: left });
  for (const script of wanted) {
    const known = registered.find(({ id }) => id === script.id);
    if (known === undefined) await browser.scripting.registerContentScripts([script]);
    else if (placesOf(known) !== placesOf(script)) await browser.scripting.updateContentScripts([script]);
  }
  const places = new Set(wanted.flatMap(({ matches }) => matches));
  return registered.flatMap(({ matches = [] }) => matches.filter((place) => !places.has(place)));
}

/** Where a script is put in, in one text that can be compared. */
const placesOf = ({ matches = [], excludeMatches = [] }: { matches?: string[]; excludeMatches?: string[] }): string =>
  JSON.stringify([[...matches].sort(), [...excludeMatches].sort()]);

const scriptOf = (id: typeof WHOLES | typeof PARTS, matches: readonly string[], excluded: readonly string[], file: string) => ({
  id,
  js: [file],
  matches: [...matches],
  excludeMatches: [...excluded],
  allFrames: true,
  // about:blank, srcdoc and blob frames belong to the page that made them. They have no path, so it goes with whole hosts only.
  matchOriginAsFallback: id === WHOLES,
  runAt: 'document_idle' as const,
  persistAcrossSessions: true,
});

/** Calls back when the extension was installed or updated, and when the browser starts. */
export function listenToStart(onStart: () => void): void {
  browser.runtime.onInstalled.addListener(() => onStart());
  browser.runtime.onStartup.addListener(() => onStart());
}
