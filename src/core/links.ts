/**
 * Addresses of links → the hosts in `Block.links`.
 *
 * Most addresses on a page are relative, and most others are plain, so their host is read off without a parser. What is
 * left (an international name, a user name in front of the host, backslashes) is read as a browser would.
 */

/** Hosts kept of one block; the words of a list of shops belong to none of them. */
export const MAX_LINKS = 8;
/** No host that can be looked up is longer. */
export const MAX_HOST = 253;

/** Nothing to decode, nothing before the host; its last label begins with a letter, so that it is no number. */
const PLAIN = /^(?:https?:)?\/\/((?:[a-z\d.-]*\.)?[a-z][a-z\d-]*)(?::\d{0,4})?(?:[/?#]|$)/i;
/** An http(s) address with a host in it, as browsers forgive it. */
const WITH_HOST = /^\s*(?:https?:)?[/\\]{2}/i;

/** The host of an http(s) address, lower case and without port; '' for an address without one (relative, `mailto:`, broken). */
export function hostOf(address: string): string {
  const host = PLAIN.exec(address)?.[1]?.toLowerCase() ?? (WITH_HOST.test(address) ? parseHost(address) : '');
  return host.length <= MAX_HOST ? host : '';
}

function parseHost(address: string): string {
  try {
    // The base lends `//host/path` a scheme and no more.
    return new URL(address, 'https://page.invalid/').hostname;
  } catch {
    return ''; // leads nowhere
  }
}

/** The hosts with one more, unless it is '', there already, or too many. */
export function withLink(links: readonly string[], host: string): readonly string[] {
  return host === '' || links.length >= MAX_LINKS || links.includes(host) ? links : [...links, host];
}
