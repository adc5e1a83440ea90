/** Whether a page may be read, as far as the settings decide it: the reviewer's own, and those of the organisation. What the browser grants is another matter. */
import { matchesSite } from './site-pattern.ts';

export interface SiteChoices {
  /** Host names on which reading is paused. */
  readonly pausedHosts: readonly string[];
  /** Site patterns on which nothing is ever read. */
  readonly neverSites: readonly string[];
  /** Site patterns outside of which the organisation lets nothing be read; undefined for no limit. */
  readonly allowedSites?: readonly string[] | undefined;
  /** Site patterns on which the organisation lets nothing be read. */
  readonly deniedSites?: readonly string[] | undefined;
}

export type Reading = 'read' | 'paused' | 'never';

/** The one place that decides it. An address that is unknown ('') or has no host of its own may be read. */
export function readingOf(url: string, { pausedHosts, neverSites, allowedSites, deniedSites = [] }: SiteChoices): Reading {
  if (matchesSite(neverSites, url) || matchesSite(deniedSites, url)) return 'never';
  if (allowedSites !== undefined && isPage(url) && !matchesSite(allowedSites, url)) return 'never';
  return pausedHosts.length > 0 && pausedHosts.includes(hostOf(url)) ? 'paused' : 'read';
}

/** '' where there is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** Whether it is an address of its own, of the web or of the disk; not that of a frame that another page wrote. */
const isPage = (url: string): boolean => ['http:', 'https:', 'file:'].some((scheme) => url.startsWith(scheme));
