/**
 * Precision and recall against a labelled corpus: `npm run bench:accuracy -- --corpus DIR [--vendor ID] [--list]`.
 *
 * DIR holds `text/*.txt` and `labels.jsonl`, one object a line: `{id, lang, kind, mentions: [{start, end, text, vendor,
 * what}], confusables, unsure}` with UTF-16 offsets. A confirmed finding counts when it overlaps a mention of its
 * vendor; what overlaps `unsure`, and vendors that the labels do not cover, are left out. `--list` prints every miss
 * and every false flag with 40 characters around it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readCatalogue, readHanPairs } from '../scripts/catalogue.ts';
import type { Finding } from '../src/core/finding.ts';
import { buildIndex } from '../src/core/index-build.ts';
import { openIndex } from '../src/core/index-format.ts';
import { buildFindings, Lookup } from '../src/core/report.ts';
import { screen } from '../src/core/screen.ts';
import { blocksOfText } from '../src/core/text-blocks.ts';

interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
interface Labels {
  readonly id: string;
  readonly lang: string;
  readonly kind: string;
  readonly mentions: readonly (Span & { readonly vendor: string; readonly what: string })[];
  readonly confusables: readonly (Span & { readonly why: string })[];
  readonly unsure: readonly Span[];
}

/** Vendors that the labels of every document cover; the others in documents with one of the prefixes only. */
const COVERED = new Set(
  'vmware palo-alto-networks fortinet check-point mandiant wiz crowdstrike sentinelone recorded-future mcafee claroty rapid7 cyberark orca-security cato-networks imperva huawei zte hikvision dahua hytera kaspersky'.split(
    ' ',
  ),
);
const PARTLY_COVERED = new Set(['dji', 'tp-link', 'quectel', 'inspur']);
const PARTLY_IN = /^(zh2|po2)-/;

const { values } = parseArgs({
  options: { corpus: { type: 'string' }, vendor: { type: 'string' }, list: { type: 'boolean' }, possible: { type: 'boolean' } },
});
if (!values.corpus) {
  console.error('bench:accuracy: name a corpus: --corpus DIR (a folder with labels.jsonl and text/)');
  process.exit(2);
}

const catalogue = readCatalogue();
const index = openIndex(buildIndex(catalogue, readHanPairs()));
const lookup = new Lookup(catalogue);
const policy = {
  homeMarket: '',
  lists: Object.fromEntries(catalogue.lists.map((list) => [list.id, true])),
  scope: 'all-products',
} as const;

interface Tally {
  found: number;
  right: number;
  mentions: number;
  hit: number;
}
const tallies = new Map<string, Tally>();
const tally = (key: string): Tally => {
  const entry = tallies.get(key) ?? { found: 0, right: 0, mentions: 0, hit: 0 };
  tallies.set(key, entry);
  return entry;
};
const misses: string[] = [];
const falseFlags: string[] = [];
const possibles: string[] = [];
let possibleRight = 0;
let possibleAll = 0;
let confusablesFlagged = 0;

const overlaps = (a: { start: number; end: number }, b: { start: number; end: number }): boolean => a.start < b.end && b.start < a.end;
const around = (text: string, span: { start: number; end: number }): string =>
  `${text.slice(Math.max(0, span.start - 40), span.start)}[[${text.slice(span.start, span.end)}]]${text.slice(span.end, span.end + 40)}`.replace(
    /\s+/g,
    ' ',
  );

for (const line of readFileSync(join(values.corpus, 'labels.jsonl'), 'utf8').split('\n').filter(Boolean)) {
  const labels = JSON.parse(line) as Labels;
  const text = readFileSync(join(values.corpus, 'text', `${labels.id}.txt`), 'utf8');
  const blocks = blocksOfText(text);
  const matches = screen(index, blocks, {});
  const coverage = { blocks: blocks.length, characters: text.length, fields: 0, shadowRoots: 0, unread: [] };
  const findings = buildFindings([{ frame: 0, page: {}, matches, coverage }], lookup, policy);
  const starts = new Map(blocks.map((block) => [block.id, block.offset]));
  const placed = findings.map((finding) => {
    const offset = starts.get(finding.match.block) ?? 0;
    return { finding, start: offset + finding.match.start, end: offset + finding.match.end };
  });
  const covered = (vendor: string): boolean => COVERED.has(vendor) || (PARTLY_COVERED.has(vendor) && PARTLY_IN.test(labels.id));
  const counted = placed.filter(
    ({ finding, ...span }) =>
      covered(finding.vendor.id) &&
      (!values.vendor || finding.vendor.id === values.vendor) &&
      !labels.unsure.some((unsure) => overlaps(unsure, span)),
  );
  const confirmed = counted.filter(({ finding }) => finding.confidence === 'confirmed');
  const keysOf = (finding: Finding): string[] => ['all', `lang ${labels.lang}`, `vendor ${finding.vendor.id}`, `kind ${labels.kind}`];
  for (const { finding, ...span } of counted) {
    const right = labels.mentions.some((mention) => mention.vendor === finding.vendor.id && overlaps(mention, span));
    if (finding.confidence === 'possible') {
      possibleAll++;
      if (right) possibleRight++;
      else possibles.push(`${labels.id} ${finding.vendor.id}/${finding.product?.id ?? ''} ${around(text, span)}`);
      continue;
    }
    for (const key of keysOf(finding)) {
      tally(key).found++;
      if (right) tally(key).right++;
    }
    if (!right) {
      falseFlags.push(
        `${labels.id} ${finding.vendor.id}/${finding.product?.id ?? ''} ${finding.evidence.map((entry) => `${entry.code}:${entry.text ?? ''}`).join(' ')} ${around(text, span)}`,
      );
      if (labels.confusables.some((confusable) => overlaps(confusable, span))) confusablesFlagged++;
    }
  }
  for (const mention of labels.mentions) {
    if (values.vendor && mention.vendor !== values.vendor) continue;
    const hit = confirmed.some(({ finding, ...span }) => finding.vendor.id === mention.vendor && overlaps(mention, span));
    for (const key of ['all', `lang ${labels.lang}`, `vendor ${mention.vendor}`, `kind ${labels.kind}`, `what ${mention.what}`]) {
      tally(key).mentions++;
      if (hit) tally(key).hit++;
    }
    const maybe = placed.some(({ finding, ...span }) => finding.vendor.id === mention.vendor && overlaps(mention, span));
    if (!hit) misses.push(`${labels.id} ${mention.vendor} ${mention.what}${maybe ? ' (possible)' : ''} ${around(text, mention)}`);
  }
}

const percent = (part: number, whole: number): string => (whole === 0 ? '-' : (part / whole).toFixed(4));
console.log(`${'confirmed'.padEnd(30)} precision  recall  (right/found, hit/mentions)`);
for (const key of [...tallies.keys()].sort()) {
  const { found, right, mentions, hit } = tally(key);
  console.log(
    `${key.padEnd(30)} ${percent(right, found).padStart(9)} ${percent(hit, mentions).padStart(7)}  (${right}/${found}, ${hit}/${mentions})`,
  );
}
console.log(`confusables flagged as confirmed: ${confusablesFlagged}`);
console.log(`possible: ${possibleAll}, of them right: ${possibleRight}`);
if (values.list) {
  console.log(`\nMISSES ${misses.length}\n${misses.join('\n')}\n\nFALSE FLAGS ${falseFlags.length}\n${falseFlags.join('\n')}`);
  if (values.possible) console.log(`\nPOSSIBLE AND WRONG ${possibles.length}\n${possibles.join('\n')}`);
}
