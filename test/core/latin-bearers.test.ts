import { expect, test } from 'vitest';
import { indexOf, makeFamily, makeProduct, makeTerm, makeVendor } from './invented.ts';
import { type Page, readings } from './readings.ts';

const index = indexOf(
  makeVendor('acme', [makeTerm('Acme', { strength: 'context', contextTerms: ['firewall'] }), makeTerm('Acme Networks')], {
    products: [
      makeProduct('tide', [makeTerm('Tidewatch')], {
        partNumbers: [makeFamily('TW-#{4}', { strength: 'context' }), makeFamily('TWX-#{3}', { strength: 'context' })],
      }),
    ],
  }),
  makeVendor('quick9', [makeTerm('Quick9')]),
  makeVendor('lone', [makeTerm('LoneOne')]),
);
const settled = (page: Page): string[] =>
  readings(page, {}, index).flatMap((reading) => (reading.includes(' settled: ') ? [reading.replace(/^.* settled: /, '')] : []));

test.each([
  'Ms. Tidewatch signed',
  'Herr Tidewatch',
  'Dr Tidewatch',
  'k.tidewatch@county.example',
  'ACME MARINE SUPPLY firewall',
  'Acme Road, firewall',
  'Acme Kids Learning Center LLC firewall',
  'ACME HEATING & AIR INC firewall',
  'Quick 9 mm staples',
  'QUICK 9/10',
  'Quick 9 days',
  'Lone One-way valve',
  'Lone One-Step cleaner',
])('%j names somebody or something else', (text) => expect(settled(text)).toEqual([]));

test.each<[text: string, found: string[]]>([
  ['Sr. Tidewatch engineer', ['Tidewatch']],
  ['sales@tidewatch.example, support.tidewatch@reseller.example', ['tidewatch', 'tidewatch']],
  ['Acme Networks (Germany) GmbH', ['Acme Networks']],
  ['firewall by Acme Software Ltd.', ['Acme']],
  ['firewall: Acme, Globex Inc.', ['Acme']],
  ['Acme firewall, Marine Road', ['Acme']],
  ['Quick 9 renewal, 9 users', ['Quick 9']],
  ['Lone-One-Agent-24.msi', ['Lone-One']],
  ['Lone One agent', ['Lone One']],
])('%j names the vendor', (text, found) => expect(settled(text)).toEqual(found));

test.each<[rule: string, page: Page, found: string[]]>([
  ['are two families of one vendor in one text', 'TW-1200 and TWX-340', ['TW-1200', 'TWX-340']],
  ['stand in neighbouring lines', ['TW-1200 gateway', 'paper', 'TWX-340 relay'], ['TW-1200', 'TWX-340']],
  [
    'stand in neighbouring rows',
    [
      ['1', 'TW-1200'],
      ['2', 'TWX-340'],
    ],
    ['TW-1200', 'TWX-340'],
  ],
  ['are of one family', 'TW-1200 and TW-3400', []],
  ['stand far apart', ['TW-1200', 'a', 'b', 'c', 'd', 'TWX-340'], []],
])('numbers that others give too and that %s', (_rule, page, found) => expect(settled(page)).toEqual(found));
