/** The filter of the catalogue, as the content script carries it. */
import { buildPageFilter } from '../src/core/page-filter-build.ts';
import { readCatalogue, readHanPairs } from './catalogue.ts';

/** Replaces the constant `PAGE_FILTER`. Not a virtual module: the build of the content script takes no plugins over. */
export function definePageFilter(): { PAGE_FILTER: string } {
  const bytes = buildPageFilter(readCatalogue(), readHanPairs());
  return { PAGE_FILTER: JSON.stringify(Buffer.from(bytes).toString('base64')) };
}
