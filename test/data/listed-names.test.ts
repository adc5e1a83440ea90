/** Whatever a list itself writes is found on a page: a name that waits for context is a question, but never overlooked. */
import { expect, test } from 'vitest';
import { readCatalogue, readHanPairs } from '../../scripts/catalogue.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { openIndex } from '../../src/core/index-format.ts';
import { screen } from '../../src/core/screen.ts';

const catalogue = readCatalogue();
const index = openIndex(buildIndex(catalogue, readHanPairs()));

function isFound(vendor: string, name: string): boolean {
  return screen(index, [{ id: 0, text: name }], {}).some((match) => match.vendor === vendor);
}

test.each(catalogue.lists.map((list) => [list.id, list] as const))('%s', (_, { entries }) => {
  const overlooked = entries.flatMap(({ vendor, listedAs, listedAsZh }) =>
    [...listedAs, ...listedAsZh].filter((name) => !isFound(vendor, name)).map((name) => `${vendor}: ${name}`),
  );
  expect(overlooked).toEqual([]);
});

test('legal names', () => {
  const overlooked = catalogue.vendors.flatMap(({ id, legalNames }) =>
    legalNames.filter((name) => !isFound(id, name)).map((name) => `${id}: ${name}`),
  );
  expect(overlooked).toEqual([]);
});

/** "Check Point Harmony" is a name, and must not hide that what is bought is Harmony Endpoint. */
test('names of products behind their maker', () => {
  const hidden = catalogue.vendors.flatMap(({ id, name, products }) =>
    products.flatMap((product) =>
      product.terms
        .filter(({ kind }) => kind === 'name')
        .map(({ text }) => (text.startsWith(name.en) ? text : `${name.en} ${text}`))
        .filter((text) => {
          const told = screen(index, [{ id: 0, text }], {}).flatMap((match) => match.product ?? []);
          return told.length > 0 && !told.includes(product.id);
        })
        .map((text) => `${id}: ${text}`),
    ),
  );
  expect(hidden).toEqual([]);
});
