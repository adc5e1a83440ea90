/** Origin patterns as the browsers write them. Pure: no browser is asked. */

/** Every site. */
export const EVERYWHERE = '<all_urls>';

/** The pattern to ask for so that a page's site is granted, or '' for addresses no one can grant. */
export function patternOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { protocol, hostname } = new URL(url);
  return (protocol === 'https:' || protocol === 'http:') && hostname !== '' ? `${protocol}//${hostname}/*` : '';
}
