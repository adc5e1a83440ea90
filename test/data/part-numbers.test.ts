import { describe, expect, test } from 'vitest';
import { type CompiledPattern, compilePattern } from '../../src/core/pattern.ts';
import { matchWhole } from '../match-whole.ts';
import { repeated, vendors } from './catalogue.ts';

interface Family {
  where: string;
  vendor: string;
  label: string;
  pattern: string;
  examples: readonly string[];
  strength: string;
}

const families: Family[] = vendors.flatMap(({ file, value }) =>
  value.products.flatMap((product) =>
    product.partNumbers.map((family) => ({
      where: `${file}: ${product.id}: ${family.label}`,
      vendor: value.id,
      label: family.label,
      pattern: family.pattern,
      examples: family.examples,
      strength: family.strength,
    })),
  ),
);

/** Undefined where the pattern is refused; the first test says why. */
const compiled = new Map<Family, CompiledPattern | undefined>(
  families.map((family) => {
    try {
      return [family, compilePattern(family.pattern)];
    } catch {
      return [family, undefined];
    }
  }),
);

function matches(family: Family, text: string): boolean {
  const pattern = compiled.get(family);
  return pattern !== undefined && matchWhole(pattern, text);
}

describe('part-number families', () => {
  test('compile', () => {
    const wrong = families.flatMap((family) => {
      try {
        compilePattern(family.pattern);
        return [];
      } catch (error) {
        return [`${family.where}: ${error instanceof Error ? error.message : String(error)}`];
      }
    });
    expect(wrong).toEqual([]);
  });

  test('have an example each', () => {
    expect(families.filter((family) => family.examples.length === 0).map((family) => family.where)).toEqual([]);
  });

  test('match their own examples', () => {
    const wrong = families.flatMap((family) =>
      family.examples
        .filter((example) => !matches(family, example))
        .map((example) => `${family.where}: ${example} is not ${family.pattern}`),
    );
    expect(wrong).toEqual([]);
  });

  test('match no example of another vendor', () => {
    const wrong = families.flatMap((family) =>
      families
        .filter((other) => other.vendor !== family.vendor)
        .flatMap((other) =>
          other.examples
            .filter((example) => matches(family, example))
            .map((example) => `${family.where} (${family.pattern}) takes ${example} of ${other.where}`),
        ),
    );
    expect(wrong).toEqual([]);
  });

  test('are not written twice', () => {
    expect(repeated(families.map((family) => `${family.vendor} ${family.pattern}`))).toEqual([]);
  });

  test('do not match ordinary writing', () => {
    // Dates, standards, sizes, prices and phone numbers as quotes are full of them.
    const ordinary = [
      '2026-11-22',
      '2026',
      '11/22/2026',
      'ISO-9001',
      'ISO 27001',
      'IEEE 802.3',
      'RJ-45',
      'USB-C',
      'HDMI 2.1',
      'CAT6',
      'CAT 6A',
      'PO-10023',
      'INV-2026-001',
      'QTY 10',
      'USD 100',
      'RMB 2000',
      'GB/T 22239',
      'GB 17859',
      'A4',
      'B2B',
      'DDR5',
      'DDR4-3200',
      'SFP-10G',
      'LC-LC',
      '10GBASE-T',
      'IPV6',
      'IP-65',
      'IP 67',
      'RAID 10',
      'M.2',
      'WIFI 6',
      '5G',
      '4K',
      '1U',
      '2U',
      'AC-220V',
      'RTX 4090',
      'RFC 2119',
      'CVE-2026-1234',
      'SHA-256',
      'AES-256',
      'TLS 1.3',
      'UTF-8',
      'WIN-10',
      'X-100',
      'TEL-010',
      'PC-100',
      'CP-100',
    ];
    const wrong = families.flatMap((family) =>
      // A family that needs its vendor or context beside it may take short codes; a plain one may not.
      family.strength === 'plain' ? ordinary.filter((text) => matches(family, text)).map((text) => `${family.where}: ${text}`) : [],
    );
    expect(wrong).toEqual([]);
  });

  test('take no two ordinary words for a number, not even beside their vendor', () => {
    const ordinary = ['ft for', 'ft far', 'ft few', 'fsm end', 'fsm win', 'l certified', 'l central', 'ma asm'];
    expect(
      families.flatMap((family) => ordinary.filter((text) => matches(family, text)).map((text) => `${family.where}: ${text}`)),
    ).toEqual([]);
  });
});
