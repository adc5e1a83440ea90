import { describe, expect, it } from 'vitest';
import en from '../../public/_locales/en/messages.json';
import zh from '../../public/_locales/zh_CN/messages.json';
import type { Evidence, Finding } from '../../src/core/finding.ts';
import { createTranslator } from '../../src/ui/translate.ts';
import { describeWhy } from '../../src/ui/why.ts';
import { listFindings } from '../e2e/expected.ts';
import { fullReport } from '../fakes/report-data.ts';

const [finding] = listFindings(fullReport.confirmed);
const of = (evidence: readonly Evidence[], confidence: Finding['confidence'] = 'confirmed'): Finding => ({
  ...(finding as Finding),
  evidence,
  confidence,
});
const own: Evidence = { code: 'own_name', text: 'FortiGate' };
const word: Evidence = { code: 'everyday_word', text: 'Quantum' };
const row: Evidence = { code: 'vendor_in_row', text: 'Check Point' };
const part: Evidence = { code: 'part_number', text: 'FG-<model>' };

describe('why a finding counts, or does not', () => {
  const english = createTranslator('en', en);

  it.each<[rule: string, finding: Finding, sentence: string]>([
    ['a name of its own', of([own]), '“FortiGate” identifies it on its own'],
    [
      'what leaves room for doubt, and what settles it',
      of([word, row]),
      '“Quantum” is also a word of everyday language; counted because “Check Point” stands in the same row or paragraph',
    ],
    ['two signs', of([part, row]), 'Part number of a kind that only this maker gives; “Check Point” stands in the same row or paragraph'],
    [
      'a sign that begins with a capital goes on small',
      of([word, { code: 'vendor_host', text: 'check-point' }]),
      '“Quantum” is also a word of everyday language; counted because the page belongs to the vendor',
    ],
    ['doubt alone', of([word], 'possible'), '“Quantum” is also a word of everyday language; nothing near it settles what is meant'],
    [
      'too little against the doubt',
      of([word, { code: 'vendor_on_page', text: 'Check Point' }], 'possible'),
      '“Quantum” is also a word of everyday language; “Check Point” appears elsewhere on the page, but that is not enough',
    ],
    [
      'a number that others give too, without the label of its family',
      of([{ code: 'shared_number', text: 'Dorado arrays without a version' }, row]),
      'Other makers give part numbers of this kind too; counted because “Check Point” stands in the same row or paragraph',
    ],
    ['the same reason twice', of([own, own]), '“FortiGate” identifies it on its own'],
  ])('%s', (_rule, one, sentence) => {
    expect(describeWhy(one, english)).toBe(sentence);
  });

  it('says it in Chinese', () => {
    const chinese = createTranslator('zh_CN', zh);
    expect(describeWhy(of([word, row]), chinese)).toBe('“Quantum”也是日常用词；但同一行或同一段出现“Check Point”，故予认定');
    expect(describeWhy(of([part, row]), chinese)).toBe('此类型号仅该厂商使用；同一行或同一段出现“Check Point”');
    expect(describeWhy(of([word], 'possible'), chinese)).toBe('“Quantum”也是日常用词；附近内容不足以认定所指');
  });
});
