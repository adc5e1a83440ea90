/**
 * Which pages are meant, as somebody types it:
 *
 *     shop.example            that host, on every port, http and https
 *     *.shop.example          the host and all hosts below it
 *     shop.example/orders     /orders and what is below it
 *     shop.example/orders/*   an asterisk in the path stands for anything
 *     localhost:8080          that port only
 *     https://shop.example    that protocol only
 *
 * A pattern is compared piece by piece; it never becomes a regular expression.
 */

/** A pattern that can be compared with addresses. */
export interface SitePattern {
  /** As it is stored and shown; read again it gives the same pattern. */
  readonly text: string;
  /** Undefined for both. */
  readonly scheme: 'http' | 'https' | undefined;
  /** As addresses have it: small letters, other scripts in their ASCII form, IPv6 in brackets. */
  readonly host: string;
  readonly withSubdomains: boolean;
  /** Undefined for all. */
  readonly port: string | undefined;
  /** Begins with `/`; undefined for all of the site. */
  readonly path: string | undefined;
}

/** Why a text is no pattern; a message `sites_bad_<code>`. */
export interface SitePatternError {
  readonly problem: 'empty' | 'long' | 'space' | 'scheme' | 'everything' | 'wildcard' | 'host' | 'port';
}

/** Longer ones are no addresses that anybody types. */
export const MAX_SITE_PATTERN = 1_000;

const EVERYTHING: ReadonlySet<string> = new Set(['*', '*.*', '<all_urls>']);
/** What cannot stand in a host, and would end it unnoticed. */
const NOT_IN_HOST = ['\\', '?', '#', '%', '<', '>', '[', ']', ':', '|', '^'];

/** Reads a pattern as it is typed or stored. */
export function parseSitePattern(typed: string): SitePattern | SitePatternError {
  const text = typed.trim();
  if (text === '') return { problem: 'empty' };
  if (text.length > MAX_SITE_PATTERN) return { problem: 'long' };
  if (hasSpace(text)) return { problem: 'space' };
  if (EVERYTHING.has(text)) return { problem: 'everything' };

  const { scheme, rest } = splitScheme(text);
  if (scheme === null) return { problem: 'scheme' };
  const slash = rest.indexOf('/');
  const place = slash < 0 ? rest : rest.slice(0, slash);
  if (place.includes('@') || (place.startsWith('[') && !place.includes(']'))) return { problem: 'host' };
  const { name, port } = splitPort(place);
  if (port === null) return { problem: 'port' };
  if (EVERYTHING.has(name)) return { problem: 'everything' };
  const withSubdomains = name.startsWith('*.');
  const host = readHost(withSubdomains ? name.slice(2) : name);
  if (host === null) return { problem: name.includes('*') ? 'wildcard' : 'host' };
  if (withSubdomains && isAddress(host)) return { problem: 'wildcard' };
  const path = slash < 0 ? undefined : readPath(rest.slice(slash));
  const written = [
    scheme === undefined ? '' : `${scheme}://`,
    withSubdomains ? '*.' : '',
    host,
    port === undefined ? '' : `:${port}`,
    path ?? '',
  ].join('');
  // Other scripts are longer in an address than they were typed.
  if (written.length > MAX_SITE_PATTERN) return { problem: 'long' };
  return { text: written, scheme, host, withSubdomains, port, path };
}

export const isSitePattern = (parsed: SitePattern | SitePatternError): parsed is SitePattern => !('problem' in parsed);

/** Whether one of the patterns means this address. What is no pattern means nothing, and other addresses than http(s) are never meant. */
export function matchesSite(patterns: readonly string[], url: string): boolean {
  const place = patterns.length === 0 ? null : placeOf(url);
  return place !== null && patterns.some((text) => matchesPlace(parseSitePattern(text), place));
}

/** Those of the patterns that mean this address. */
export const matchingSites = (patterns: readonly string[], url: string): readonly string[] =>
  patterns.filter((pattern) => matchesSite([pattern], url));

/** Whether a pattern of the first kind has the same host, or hosts, as one of the second. */
export const hasSameHosts = (one: SitePattern, other: SitePattern): boolean =>
  one.host === other.host && one.withSubdomains === other.withSubdomains;

/** Whether all hosts that a pattern of the first kind has are among those of one of the second. */
export const hasHostsWithin = (one: SitePattern, other: SitePattern): boolean =>
  other.withSubdomains ? one.host === other.host || one.host.endsWith(`.${other.host}`) : hasSameHosts(one, other);

/** The browsers' own patterns for the pages that are meant. A port is in them only where `withPort`: not every browser takes one. */
export function matchPatternsOf(pattern: SitePattern, { withPort }: { readonly withPort: boolean }): readonly string[] {
  const { scheme, port, path = '/*' } = pattern;
  const paths = path.endsWith('*') ? [path] : [path, `${withSlash(path)}*`, `${path}?*`];
  // Chromium takes no port behind `*://`.
  const sites =
    withPort && port !== undefined
      ? (scheme === undefined ? (['http', 'https'] as const) : [scheme]).map((one) => `${hostsOf({ ...pattern, scheme: one })}:${port}`)
      : [hostsOf(pattern)];
  return sites.flatMap((site) => paths.map((one) => site + one));
}

/** What the browser is asked for so that these pages may be read; it grants whole hosts only. */
export const originPatternOf = (pattern: SitePattern): string => `${hostsOf(pattern)}/*`;

const hostsOf = ({ scheme, host, withSubdomains }: SitePattern): string => `${scheme ?? '*'}://${withSubdomains ? '*.' : ''}${host}`;

interface Place {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
}

function placeOf(url: string): Place | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, pathname, search } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  const scheme = protocol.slice(0, -1);
  return { scheme, host: withoutLastDot(hostname), port: port || (scheme === 'https' ? '443' : '80'), path: pathname + search };
}

function matchesPlace(pattern: SitePattern | SitePatternError, place: Place): boolean {
  if (!isSitePattern(pattern)) return false;
  const { scheme, host, withSubdomains, port, path } = pattern;
  return (
    (scheme === undefined || scheme === place.scheme) &&
    (host === place.host || (withSubdomains && place.host.endsWith(`.${host}`))) &&
    (port === undefined || port === place.port) &&
    (path === undefined || matchesPath(path, place.path))
  );
}

function matchesPath(pattern: string, path: string): boolean {
  if (matchesGlob(pattern, path)) return true;
  return !pattern.endsWith('*') && (matchesGlob(`${withSlash(pattern)}*`, path) || matchesGlob(`${pattern}?*`, path));
}

/** `*` stands for anything, also nothing. What lies between two asterisks is looked for once, so nothing is tried again. */
function matchesGlob(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] as string;
  if (parts.length === 1) return text === first;
  const last = parts[parts.length - 1] as string;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** `scheme` is null where it is one that no page has that is read. */
function splitScheme(text: string): { readonly scheme: SitePattern['scheme'] | null; readonly rest: string } {
  const end = text.indexOf('://');
  if (end >= 0 && !text.slice(0, end).includes('/')) {
    const scheme = text.slice(0, end).toLowerCase();
    const rest = text.slice(end + 3);
    if (scheme === '*') return { scheme: undefined, rest };
    return { scheme: scheme === 'http' || scheme === 'https' ? scheme : null, rest };
  }
  // "javascript:…", "mailto:…": a colon before anything but a port. A bare IPv6 address has several.
  const colon = text.indexOf(':');
  const isPlain = colon > 0 && !text.startsWith('[') && text.indexOf(':', colon + 1) < 0;
  const after = text.slice(colon + 1).split('/', 1)[0] ?? '';
  if (isPlain && !text.slice(0, colon).includes('/') && after !== '' && !isPort(after)) return { scheme: null, rest: '' };
  return { scheme: undefined, rest: text };
}

/** `port` is null where it is none, and undefined for all. */
function splitPort(place: string): { readonly name: string; readonly port: string | null | undefined } {
  const colon = place.indexOf(':', place.startsWith('[') ? place.indexOf(']') : 0);
  // A bare IPv6 address.
  if (colon >= 0 && !place.startsWith('[') && place.indexOf(':', colon + 1) >= 0) return { name: `[${place}]`, port: undefined };
  if (colon < 0) return { name: place, port: undefined };
  const name = place.slice(0, colon);
  const port = place.slice(colon + 1);
  if (port === '' || port === '*') return { name, port: undefined };
  return { name, port: isPort(port) && Number(port) >= 1 && Number(port) <= 65_535 ? String(Number(port)) : null };
}

/** As addresses have it; null where it is none. */
function readHost(name: string): string | null {
  const bare = withoutLastDot(name);
  const inside = bare.startsWith('[') && bare.endsWith(']') ? bare.slice(1, -1).replaceAll(':', '') : bare;
  if (bare === '' || bare.startsWith('.') || bare.endsWith('.') || bare.includes('*') || NOT_IN_HOST.some((sign) => inside.includes(sign)))
    return null;
  const url = `http://${bare}/`;
  const host = URL.canParse(url) ? withoutLastDot(new URL(url).hostname) : '';
  return host === '' ? null : host;
}

/** As addresses have it; undefined for all of the site. */
function readPath(typed: string): string | undefined {
  const { pathname, search } = new URL(`http://site.example${typed}`);
  const path = pathname + search;
  return path === '/' || path === '/*' ? undefined : path;
}

/** Numbers are no names: nothing is below them. */
function isAddress(host: string): boolean {
  return host.startsWith('[') || host.split('.').every((part) => part !== '' && [...part].every(isDigit));
}

const isDigit = (sign: string): boolean => sign >= '0' && sign <= '9';
const isPort = (text: string): boolean => text === '*' || (text.length <= 5 && text !== '' && [...text].every(isDigit));
const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`);
const withoutLastDot = (host: string): string => (host.endsWith('.') ? host.slice(0, -1) : host);
/** Spaces, control characters, and what only turns the direction of writing. */
const hasSpace = (text: string): boolean => /[\s\p{Cc}\p{Cf}]/u.test(text);
