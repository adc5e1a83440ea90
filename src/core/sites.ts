/** Which pages may be read and which are read without a click, as far as the reviewer's choices and the browser's grants decide it. */
import {
  hasHostsWithin,
  hasSameHosts,
  isSitePattern,
  matchesSite,
  matchPatternsOf,
  parseSitePattern,
  type SitePattern,
  type SitePatternError,
} from './site-pattern.ts';

/** What the reviewer chose; the fields of the settings of these names. */
export interface SiteChoices {
  /** Host names on which reading is paused. */
  readonly pausedHosts: readonly string[];
  /** Site patterns for parts of granted hosts: of those hosts nothing else is read without a click. */
  readonly onlySites: readonly string[];
  /** Site patterns on which nothing is ever read. */
  readonly neverSites: readonly string[];
  /** Site patterns outside of which the organisation lets nothing be read; undefined for no limit. */
  readonly allowedSites?: readonly string[] | undefined;
  /** Site patterns on which the organisation lets nothing be read. */
  readonly deniedSites?: readonly string[] | undefined;
}

export type Reading = 'read' | 'paused' | 'never';

/** The one place that decides whether a page may be read. An address that is unknown ('') or has no host of its own may be. */
export function readingOf(url: string, choices: Omit<SiteChoices, 'onlySites'>): Reading {
  const { pausedHosts, neverSites, allowedSites, deniedSites = [] } = choices;
  if (matchesSite(neverSites, url) || matchesSite(deniedSites, url)) return 'never';
  if (allowedSites !== undefined && isPage(url) && !matchesSite(allowedSites, url)) return 'never';
  return pausedHosts.length > 0 && pausedHosts.includes(hostOf(url)) ? 'paused' : 'read';
}

/** False where every page may be read, so that none need be asked for. */
export function shutsSome({ pausedHosts, neverSites, allowedSites, deniedSites = [] }: Omit<SiteChoices, 'onlySites'>): boolean {
  return allowedSites !== undefined || pausedHosts.length > 0 || neverSites.length > 0 || deniedSites.length > 0;
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
  const allowed = choices.allowedSites && readAll(choices.allowedSites);
  const wholes: string[] = [];
  const parts: string[] = [];
  for (const grant of grants) {
    const site = parseSitePattern(grant);
    const own = isSitePattern(site) ? only.filter((part) => hasSameHosts(part, site)) : [];
    if (own.length > 0) parts.push(...own.flatMap((part) => matchPatternsOf(part, options)));
    else if (allowed === undefined) wholes.push(grant);
    else for (const part of partsAllowed(site, allowed)) (part.path === undefined ? wholes : parts).push(...matchPatternsOf(part, options));
  }
  const excluded = readAll([...choices.pausedHosts, ...choices.neverSites, ...(choices.deniedSites ?? [])])
    .filter(({ port }) => options.withPort || port === undefined)
    .flatMap((pattern) => matchPatternsOf(pattern, options));
  return { wholes: unique(wholes), parts: unique(parts), excluded: unique(excluded) };
}

/** What the organisation allows of a granted site, or of every site where the grant is no pattern of ours. */
function partsAllowed(granted: SitePattern | SitePatternError, allowed: readonly SitePattern[]): readonly SitePattern[] {
  if (!isSitePattern(granted)) return allowed;
  const isAllAllowed = allowed.some((one) => one.port === undefined && one.path === undefined && hasHostsWithin(granted, one));
  return isAllAllowed ? [granted] : allowed.filter((one) => hasHostsWithin(one, granted));
}

/** Whether a grant of the browser covers every site. */
export const isEverywhere = (grant: string): boolean => grant === '<all_urls>' || grant === '*://*/*';

/** Whether all pages of an origin pattern are among those of a wider one, or of the same. */
export function coversOrigin(wide: string, narrow: string): boolean {
  if (isEverywhere(wide)) return true;
  const [outer, inner] = [parseSitePattern(wide), parseSitePattern(narrow)];
  if (!isSitePattern(outer) || !isSitePattern(inner)) return wide === narrow;
  const isWithin = (field: 'scheme' | 'port'): boolean => outer[field] === undefined || outer[field] === inner[field];
  return hasHostsWithin(inner, outer) && isWithin('scheme') && isWithin('port');
}

/**
 * The origin patterns by which pages are read without a click: those that were chosen for it, as far as the browser still
 * grants them. `chosen` is undefined where nobody chose, as in a package that comes with its grants: then it is all of them.
 */
export const grantsForReading = (grants: readonly string[], chosen: readonly string[] | undefined): readonly string[] =>
  chosen?.filter((origin) => grants.some((grant) => coversOrigin(grant, origin))) ?? grants;

/** Whether the pages of an origin pattern were chosen to be read without a click. */
export const isChosenForReading = (origin: string, chosen: readonly string[] | undefined): boolean =>
  chosen?.some((one) => coversOrigin(one, origin)) ?? true;

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
/** Whether it is an address of its own, of the web or of the disk; not that of a frame that another page wrote. */
const isPage = (url: string): boolean => ['http:', 'https:', 'file:'].some((scheme) => url.startsWith(scheme));
