/** Where the page's links lead, as far as it is another host: a link within a site says nothing of the words in it. */
import { hostOf } from '../core/links.ts';
import { baseURIOf } from './dom.ts';

/** Host of the page itself; of a frame without an address (`srcdoc`, `about:blank`) that of the page around it. '' for a file. */
export function pageHostOf(document: Document): string {
  // The one member of a document that no form or picture can stand in front of.
  return document.location.hostname || hostOf(baseURIOf(document));
}

/** The other host that an `href` leads to; '' for one that stays on the page's host or leads to none. */
export function otherHostOf(href: string, pageHost: string): string {
  const host = hostOf(href);
  return host === pageHost ? '' : host;
}
