import { expect, test } from 'vitest';
import { readingsAt } from '../../src/core/screen.ts';
import { indexOf, makeProduct, makeTerm, makeVendor } from './invented.ts';
import { blocksOf, readings } from './readings.ts';

const index = indexOf(
  makeVendor('acme', [makeTerm('Acme', { strength: 'context', contextTerms: ['firewall'] }), makeTerm('Acme Networks')], {
    products: [makeProduct('tide', [makeTerm('Tidewatch')])],
  }),
  makeVendor('quick9', [makeTerm('Quick9')]),
  makeVendor('lone', [makeTerm('LoneOne')]),
);
const settled = (text: string): string[] =>
  readings(text, {}, index).flatMap((reading) => (reading.includes(' settled: ') ? [reading.replace(/^.* settled: /, '')] : []));

test.each([
  'Ms. Tidewatch signed',
  'Herr Tidewatch',
  'Dr. Tidewatch',
  'k.tidewatch@county.example',
  'ACME MARINE SUPPLY firewall',
  'Acme Road, firewall',
  'Acme Kids Learning Center LLC firewall',
  'ACME HEATING & AIR INC firewall',
  'ACME ELECTRONICS LLC firewall',
  'Quick 9 mm staples',
  'QUICK 9/10',
  'Quick 9 days',
  'Quick 9 grinding wheel',
  'Quick 9 mortar, 25 kg',
  'Lone One-way valve',
  'Lone One-Step cleaner',
])('%j names somebody or something else', (text) => expect(settled(text)).toEqual([]));

test.each<[text: string, found: string[]]>([
  ['Sr. Tidewatch engineer', ['Tidewatch']],
  ['12 Oak Dr Tidewatch', ['Tidewatch']],
  ['Department of Justice Tidewatch', ['Tidewatch']],
  ['firewall: Acme License Presidio Inc', ['Acme']],
  ['firewall: Acme Blue Green Red Gold Inc', ['Acme']],
  ['sales@tidewatch.example, support.tidewatch@reseller.example', ['tidewatch', 'tidewatch']],
  ['Acme Networks (Germany) GmbH', ['Acme Networks']],
  ['firewall by Acme Software Ltd.', ['Acme']],
  ['firewall: Acme, Globex Inc.', ['Acme']],
  ['Acme firewall, Marine Road', ['Acme']],
  ['Quick 9 renewal, 9 users', ['Quick 9']],
  ['Quick9 paint shop', ['Quick9']],
  ['Lone-One-Agent-24.msi', ['Lone-One']],
  ['Lone One agent', ['Lone One']],
])('%j names the vendor', (text, found) => expect(settled(text)).toEqual(found));

test.each<[text: string, name: string, told: string]>([
  ['signed by Ms. Tidewatch today', 'Tidewatch', 'Ms. Tidewatch'],
  ['k.tidewatch@county.example', 'tidewatch', 'k.tidewatch'],
  ['ACME MARINE SUPPLY firewall', 'ACME', 'ACME MARINE'],
  ['ACME ELECTRONICS LLC firewall', 'ACME', 'ACME ELECTRONICS LLC'],
  ['Quick 9 mm staples', 'Quick', 'Quick 9 mm'],
])('of %j it is told who or what bears the name', (text, name, told) => {
  const [reading] = readingsAt(index, blocksOf(text), {}, 0, text.indexOf(name));
  expect(reading?.match.evidence).toEqual([{ code: 'inside_other', text: told }]);
});
