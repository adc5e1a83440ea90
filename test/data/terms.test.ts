import { describe, expect, test } from 'vitest';
import type { Term } from '../../src/core/model.ts';
import { repeated, vendors } from './catalogue.ts';
import { GENERIC_WORDS, ORDINARY_WORDS } from './ordinary-words.ts';

interface Use {
  where: string;
  vendor: string;
  owner: string;
  term: Term;
  folded: string;
}

/** A rough fold, enough to see that two spellings are the same: the one in core is tested in its own place. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-‐‑–]/g, '');
}

const uses: Use[] = vendors.flatMap(({ file, value }) =>
  [value, ...value.products, ...value.related].flatMap((owner) =>
    owner.terms.map((term) => ({
      where: `${file}: ${owner === value ? 'vendor' : owner.id}: "${term.text}"`,
      vendor: value.id,
      owner: owner.id,
      term,
      folded: fold(term.text),
    })),
  ),
);

function say(wrong: readonly Use[]): string[] {
  return wrong.map((use) => `${use.where} (${use.term.strength})`);
}

describe('terms', () => {
  test('stand under two vendors only where neither is plain', () => {
    const same = new Map<string, Use[]>();
    for (const use of uses) same.set(use.folded, [...(same.get(use.folded) ?? []), use]);
    const wrong = [...same.values()].filter(
      (group) => new Set(group.map((use) => use.vendor)).size > 1 && group.some((use) => use.term.strength === 'plain'),
    );
    expect(wrong.map((group) => say(group).join(' / '))).toEqual([]);
  });

  test('are plain only when they are long enough: 3 letters or digits, 2 Han characters', () => {
    const wrong = uses.filter(({ term }) => {
      if (term.strength !== 'plain') return false;
      const han = term.text.match(/\p{Script=Han}/gu)?.length ?? 0;
      const others = (term.text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) - han;
      return han > 0 ? han < 2 && others < 3 : others < 3;
    });
    expect(say(wrong)).toEqual([]);
  });

  test('are plain only when they are no ordinary word', () => {
    const wrong = uses.filter(
      ({ term, folded }) =>
        // Exact capitals tell a made-up name from the word; a prefix is followed by a capital anyway.
        term.strength === 'plain' &&
        term.kind !== 'prefix' &&
        term.case !== 'exact' &&
        /^[\p{Script=Latin}\d]+$/u.test(term.text) &&
        ORDINARY_WORDS.has(folded),
    );
    expect(say(wrong)).toEqual([]);
  });

  test('are plain only when some word in them is not a generic one of the trade', () => {
    // Full product names that nobody else bears, though each word of them is common.
    const known = new Set(['Cloud Identity Engine', 'Site Recovery Manager']);
    const wrong = uses.filter(({ term }) => {
      if (known.has(term.text)) return false;
      const words = term.text
        .toLowerCase()
        .split(/[\s\-–/&+]+/)
        .filter(Boolean);
      return term.strength === 'plain' && term.case !== 'exact' && words.every((word) => GENERIC_WORDS.has(word));
    });
    expect(say(wrong)).toEqual([]);
  });

  test('that need context have some: their own, their owner’s or the vendor’s name', () => {
    const wrong = vendors.flatMap(({ file, value }) => {
      const others = uses.filter((use) => use.vendor === value.id);
      // A vendor whose only term needs context, without any context words, could never be confirmed.
      return value.terms.every((term) => term.strength !== 'plain') &&
        value.contextTerms.length === 0 &&
        value.domains.length === 0 &&
        others.every((use) => use.term.contextTerms === undefined)
        ? [`${file}: no way to confirm ${value.name.en}`]
        : [];
    });
    expect(wrong).toEqual([]);
  });

  test('are written once per owner', () => {
    const wrong = vendors.flatMap(({ file, value }) =>
      [value, ...value.products, ...value.related].flatMap((owner) =>
        repeated(owner.terms.map((term) => `${term.kind === 'prefix' ? 'prefix ' : ''}${fold(term.text)}`)).map(
          (text) => `${file}: ${owner.id}: ${text}`,
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('hold no URL, no quotation mark and no bracket that is not closed', () => {
    expect(
      say(
        uses.filter(
          ({ term }) =>
            /:\/\/|["“”<>]/.test(term.text) || (term.text.match(/[(（]/g)?.length ?? 0) !== (term.text.match(/[)）]/g)?.length ?? 0),
        ),
      ),
    ).toEqual([]);
  });

  test('known to be mistaken are never plain', () => {
    // Each was seen, or is expected, to mean something else; research/README.md keeps the reasons.
    const mistaken = [
      'Quantum',
      'Spark',
      'R81',
      'Support',
      'Endpoint Security',
      'DDoS Protector',
      'IoT Security',
      'Full Disk Encryption',
      'M-100',
      '麦咖啡',
      '捷邦',
      '大华',
      '火眼',
      '雷神',
      '爱尔康',
      'VSAN',
      'Carbon Black',
      'Horizon',
      'Wiz',
      'Axient',
      'PA',
      'CP',
      'FGT',
      'NSX',
    ];
    const folded = new Set(mistaken.map(fold));
    expect(say(uses.filter((use) => use.term.strength === 'plain' && folded.has(use.folded)))).toEqual([]);
  });

  test('known to be unmistakable are plain, so that a lone name on a quote counts', () => {
    const plain: [vendor: string, text: string][] = [
      ['fortinet', 'FortiGate'],
      ['fortinet', 'Fortinet'],
      ['palo-alto-networks', 'Palo Alto Networks'],
      ['palo-alto-networks', 'GlobalProtect'],
      ['crowdstrike', 'CrowdStrike'],
      ['sentinelone', 'SentinelOne'],
      ['vmware', 'VMware'],
      ['vmware', 'vSphere'],
      ['hikvision', 'Hikvision'],
      ['hikvision', '海康威视'],
      ['huawei', 'Huawei'],
      ['huawei', '华为'],
      ['kaspersky', 'Kaspersky'],
      ['cyberark', 'CyberArk'],
      ['rapid7', 'Rapid7'],
      ['imperva', 'Imperva'],
      ['claroty', 'Claroty'],
      ['mandiant', 'Mandiant'],
      ['mcafee', 'McAfee'],
      ['recorded-future', 'Recorded Future'],
    ];
    const wrong = plain.filter(
      ([vendor, text]) => !uses.some((use) => use.vendor === vendor && use.folded === fold(text) && use.term.strength === 'plain'),
    );
    expect(wrong).toEqual([]);
  });
});
