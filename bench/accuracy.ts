/**
 * Precision and recall against a labelled corpus, and false flags on saved pages:
 *
 *     npm run bench:accuracy -- [--corpus DIR] [--html DIR] [--vendor ID] [--list] [--possible] [--part all|tuned|held]
 *
 * A confirmed finding is right when it overlaps a mention of its vendor, and a mention is hit when a confirmed finding
 * of its vendor overlaps it. What overlaps `unsure`, and vendors that a document's labels do not cover, are left out.
 * All bundled lists are on. A third of the documents, chosen by id, is held back from tuning and reported beside the
 * rest; `--list` prints each miss and each false flag with 40 characters around it, of the part that `--part` names.
 */
import { parseArgs } from 'node:util';
import { readCatalogue, readHanPairs } from '../scripts/catalogue.ts';
import { readHtml } from '../src/cli/read-html.ts';
import { readText } from '../src/cli/read-text.ts';
import { createScreen, type LocatedFinding } from '../src/cli/screening.ts';
import { buildIndex } from '../src/core/index-build.ts';
import { around, type LabelledText, overlaps, readCorpus, readPages } from './corpus.ts';

/** Vendors that the labels of every document cover; the others in documents with one of the prefixes only. */
const COVERED = new Set(
  'vmware palo-alto-networks fortinet check-point mandiant wiz crowdstrike sentinelone recorded-future mcafee claroty rapid7 cyberark orca-security cato-networks imperva huawei zte hikvision dahua hytera kaspersky'.split(
    ' ',
  ),
);
const PARTLY_COVERED = new Set(['dji', 'tp-link', 'quectel', 'inspur']);
const PARTLY_IN = /^(zh2|po2)-/;

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    html: { type: 'string' },
    vendor: { type: 'string' },
    list: { type: 'boolean' },
    possible: { type: 'boolean' },
    part: { type: 'string', default: 'all' },
  },
});
const { part } = values;
if ((!values.corpus && !values.html) || !['all', 'tuned', 'held'].includes(part)) {
  console.error('bench:accuracy: name a corpus or a folder of saved pages: [--corpus DIR] [--html DIR] [--part all|tuned|held]');
  process.exit(2);
}

const catalogue = readCatalogue();
const screen = createScreen(buildIndex(catalogue, readHanPairs()), catalogue, {
  homeMarket: '',
  lists: Object.fromEntries(catalogue.lists.map((list) => [list.id, true])),
  scope: 'all-products',
});

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
const possible = { right: 0, all: 0 };
let confusablesFlagged = 0;

if (values.corpus) {
  for (const labelled of readCorpus(values.corpus)) {
    if (part === 'all' || labelled.isHeldBack === (part === 'held')) judge(labelled);
  }
  printTallies();
}
if (values.html) screenPages(values.html);

function judge(labelled: LabelledText): void {
  const { id, body } = labelled;
  const isCovered = (vendor: string): boolean => COVERED.has(vendor) || (PARTLY_COVERED.has(vendor) && PARTLY_IN.test(id));
  const isAsked = (vendor: string): boolean => values.vendor === undefined || values.vendor === vendor;
  const common = ['all', `part ${labelled.isHeldBack ? 'held back' : 'tuned on'}`, `lang ${labelled.lang}`, `kind ${labelled.kind}`];
  const findings = screen(readText(body)).findings.filter(({ finding }) => isAsked(finding.vendor.id));
  const counted = findings.filter((one) => isCovered(one.finding.vendor.id) && !labelled.unsure.some((unsure) => overlaps(unsure, one)));
  const isOf = (one: LocatedFinding, mention: LabelledText['mentions'][number]): boolean =>
    one.finding.vendor.id === mention.vendor && overlaps(mention, one);

  for (const one of counted) {
    const { finding } = one;
    const mention = labelled.mentions.find((candidate) => isOf(one, candidate));
    if (finding.confidence === 'possible') {
      possible.all++;
      if (mention) possible.right++;
      else possibles.push(`${id} ${nameOf(one)} ${around(body, one)}`);
      continue;
    }
    const what = finding.match.kind === 'part-number' ? 'part-number' : finding.product ? 'product' : 'vendor';
    for (const key of [...common, `vendor ${finding.vendor.id}`, `what ${mention?.what ?? what}`]) {
      tally(key).found++;
      if (mention) tally(key).right++;
    }
    if (mention) continue;
    falseFlags.push(`${id} ${nameOf(one)} ${reasonsOf(one)} ${around(body, one)}`);
    if (labelled.confusables.some((confusable) => overlaps(confusable, one))) confusablesFlagged++;
  }
  for (const mention of labelled.mentions) {
    if (!isAsked(mention.vendor)) continue;
    const hit = findings.some((one) => one.finding.confidence === 'confirmed' && isOf(one, mention));
    for (const key of [...common, `vendor ${mention.vendor}`, `what ${mention.what}`]) {
      tally(key).mentions++;
      if (hit) tally(key).hit++;
    }
    if (hit) continue;
    const maybe = findings.some((one) => isOf(one, mention)) ? ' (possible)' : '';
    misses.push(`${id} ${mention.vendor} ${mention.what}${maybe} ${around(body, mention)}`);
  }
}

function nameOf({ finding }: LocatedFinding): string {
  return `${finding.vendor.id}/${finding.product?.id ?? finding.related?.id ?? ''}`;
}

function reasonsOf({ finding }: LocatedFinding): string {
  return finding.evidence.map(({ code, text }) => (text === undefined ? code : `${code}:${text}`)).join(' ');
}

function printTallies(): void {
  const ratio = (share: number, whole: number): string => (whole === 0 ? '-' : (share / whole).toFixed(4));
  console.log(`${'confirmed'.padEnd(30)} precision  recall      F1  (right/found, hit/mentions)`);
  for (const key of [...tallies.keys()].sort()) {
    const { found, right, mentions, hit } = tally(key);
    const precision = right / found;
    const recall = hit / mentions;
    const f1 = found > 0 && mentions > 0 && right > 0 && hit > 0 ? ((2 * precision * recall) / (precision + recall)).toFixed(4) : '-';
    console.log(
      `${key.padEnd(30)} ${ratio(right, found).padStart(9)} ${ratio(hit, mentions).padStart(7)} ${f1.padStart(7)}  (${right}/${found}, ${hit}/${mentions})`,
    );
  }
  console.log(`confusables flagged as confirmed: ${confusablesFlagged}`);
  console.log(`possible: ${possible.all}, of them right: ${possible.right}`);
  if (!values.list) return;
  console.log(`\nMISSES ${misses.length}\n${misses.join('\n')}\n\nFALSE FLAGS ${falseFlags.length}\n${falseFlags.join('\n')}`);
  if (values.possible) console.log(`\nPOSSIBLE AND WRONG ${possibles.length}\n${possibles.join('\n')}`);
}

/** Confirmed findings of covered vendors on pages that hold none, read from the markup; `bench:pages` asks a browser. */
function screenPages(folder: string): void {
  let clean = 0;
  let flagged = 0;
  let found = 0;
  for (const { file, html, isClean } of readPages(folder)) {
    const document = readHtml(html);
    const confirmed = screen(document).findings.filter(
      ({ finding }) =>
        finding.confidence === 'confirmed' && COVERED.has(finding.vendor.id) && (!values.vendor || finding.vendor.id === values.vendor),
    );
    if (!isClean) {
      found += confirmed.length;
      console.log(`${file}: ${confirmed.length} confirmed`);
      continue;
    }
    clean++;
    flagged += confirmed.length;
    for (const one of confirmed) console.log(`${file}: FALSE FLAG ${nameOf(one)} ${reasonsOf(one)} ${around(html, one)}`);
  }
  console.log(`pages without a restricted name: ${clean}, false flags on them: ${flagged}; confirmed on the other pages: ${found}`);
}
