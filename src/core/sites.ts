/** Whether a page may be read, as far as the reviewer's own settings decide it. What the browser grants is another matter. */
import { matchesSite } from './site-pattern.ts';

export interface SiteChoices {
  /** Host names on which reading is paused. */
  readonly pausedHosts: readonly string[];
  /** Site patterns on which nothing is ever read. */
  readonly neverSites: readonly string[];
}

export type Reading = 'read' | 'paused' | 'never';

/** The one place that decides it. An address that is unknown ('') or has no host of its own may be read. */
export function readingOf(url: string, { pausedHosts, neverSites }: SiteChoices): Reading {
  if (matchesSite(neverSites, url)) return 'never';
  return pausedHosts.length > 0 && pausedHosts.includes(hostOf(url)) ? 'paused' : 'read';
}

/** '' where there is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
