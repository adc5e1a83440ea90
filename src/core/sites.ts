/** Which pages may be read and which are read without a click, as far as the reviewer's choices and the browser's grants decide it. */
import { hasSameHosts, isSitePattern, matchesSite, matchPatternsOf, parseSitePattern, type SitePattern } from './site-pattern.ts';

/** What the reviewer chose; the fields of the settings of these names. */
export interface SiteChoices {
  /** Host names on which reading is paused. */
  readonly pausedHosts: readonly string[];
  /** Site patterns for parts of granted hosts: of those hosts nothing else is read without a click. */
  readonly onlySites: readonly string[];
  /** Site patterns on which nothing is ever read. */
  readonly neverSites: readonly string[];
}

export type Reading = 'read' | 'paused' | 'never';

/** The one place that decides whether a page may be read. An address that is unknown ('') or has no host of its own may be. */
export function readingOf(url: string, { pausedHosts, neverSites }: Pick<SiteChoices, 'pausedHosts' | 'neverSites'>): Reading {
  if (matchesSite(neverSites, url)) return 'never';
  return pausedHosts.length > 0 && pausedHosts.includes(hostOf(url)) ? 'paused' : 'read';
}

/** Whether the host is granted but only other parts of it were chosen. Where every site is granted this is not asked. */
export function isLeftOut(url: string, { onlySites }: Pick<SiteChoices, 'onlySites'>): boolean {
  return onlySites.length > 0 && matchesSite(onlySites.map(wholeSite), url) && !matchesSite(onlySites, url);
}

/** `onlySites` after a whole site was chosen: what named parts of the same hosts goes. */
export function withoutParts(onlySites: readonly string[], whole: SitePattern): readonly string[] {
  return onlySites.filter((text) => {
    const part = parseSitePattern(text);
    return !isSitePattern(part) || !hasSameHosts(part, whole);
  });
}

/** Where the content script is put in by the browser itself, in the browsers' own patterns. */
export interface ReadingPlan {
  /** Every page of a host, or of every host. */
  readonly wholes: readonly string[];
  readonly parts: readonly string[];
  readonly excluded: readonly string[];
}

/** `withPort`: whether the browser's patterns may have a port. Where they may not, a port is left to whoever answers the script. */
export function planReading(grants: readonly string[], choices: SiteChoices, options: { readonly withPort: boolean }): ReadingPlan {
  const only = grants.some(isEverywhere) ? [] : readAll(choices.onlySites);
  const wholes: string[] = [];
  const parts: string[] = [];
  for (const grant of grants) {
    const site = parseSitePattern(grant);
    const own = isSitePattern(site) ? only.filter((part) => hasSameHosts(part, site)) : [];
    if (own.length === 0) wholes.push(grant);
    else parts.push(...own.flatMap((part) => matchPatternsOf(part, options)));
  }
  const excluded = readAll([...choices.pausedHosts, ...choices.neverSites])
    .filter(({ port }) => options.withPort || port === undefined)
    .flatMap((pattern) => matchPatternsOf(pattern, options));
  return { wholes, parts: unique(parts), excluded: unique(excluded) };
}

/** Whether a grant of the browser covers every site. */
export const isEverywhere = (grant: string): boolean => grant === '<all_urls>' || grant === '*://*/*';

/** '' where there is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

const readAll = (texts: readonly string[]): SitePattern[] => texts.map(parseSitePattern).filter(isSitePattern);
const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** The site of a pattern without port and path. */
function wholeSite(text: string): string {
  const pattern = parseSitePattern(text);
  return isSitePattern(pattern) ? `${pattern.withSubdomains ? '*.' : ''}${pattern.host}` : text;
}
