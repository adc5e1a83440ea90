/** Every string a reviewer can meet is there in both languages, and no string is there for nobody. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import en from '../../public/_locales/en/messages.json';
import zh from '../../public/_locales/zh_CN/messages.json';
import type { Confidence, EvidenceCode, Finding, ListHit, Role, TermKind, UnreadKind } from '../../src/core/finding.ts';
import { alternativeVendor, appliesTo, buyerKind, grade, memberStatus, related, strength, verification } from '../../src/core/model.ts';
import type { SitePatternError } from '../../src/core/site-pattern.ts';
import type { FileProblemCode, RowProblemCode } from '../../src/import/problems.ts';
import type { AnyField, SourceFormat } from '../../src/import/source.ts';
import type { TabView } from '../../src/messaging/calls.ts';
import type { TaskFault } from '../../src/options/import/messages.ts';
import { fieldsOf } from '../../src/options/own/fields.ts';
import { features, type IgnoredReason } from '../../src/settings/managed.ts';
import { settingsShape } from '../../src/settings/schema.ts';
import type { FileFault, SettingsFileError } from '../../src/settings/settings-file.ts';
import type { SubscriptionFault } from '../../src/settings/subscriptions.ts';
import { keyOf } from '../../src/ui/translate.ts';

type Messages = Record<string, { message: string; description?: string }>;
const english: Messages = en;
const chinese: Messages = zh;
const root = fileURLToPath(new URL('../../', import.meta.url));

/** A record over a union, so that a new member of the union is a type error here. */
const codes = <Code extends string>(record: Record<Code, true>): string[] => Object.keys(record);

const basisKinds = alternativeVendor.shape.basis.element.shape.kind.options;
const unread = codes<UnreadKind>({
  budget: true,
  frame: true,
  canvas: true,
  image: true,
  embed: true,
  'grid-rows': true,
  matches: true,
  failure: true,
});
const listStatus = codes<ListHit['listStatus']>({ 'in-force': true, reported: true, enacted: true, proposed: true });

/** Families of keys that are put together from a code. */
const families: Record<string, readonly string[]> = {
  policy_feature: features,
  policy_reason: codes<IgnoredReason>({
    field: true,
    value: true,
    array: true,
    object: true,
    list: true,
    sign: true,
    lock: true,
    feature: true,
    sites: true,
    site: true,
    address: true,
    key: true,
  }),
  evidence: codes<EvidenceCode>({
    own_name: true,
    part_number: true,
    listed_number: true,
    unlisted_product: true,
    vendor_beside: true,
    vendor_in_row: true,
    vendor_link: true,
    vendor_near: true,
    vendor_in_title: true,
    vendor_host: true,
    product_behind: true,
    product_on_page: true,
    vendor_on_page: true,
    context_term: true,
    other_makers: true,
    shared_number: true,
    ordinary_word: true,
    everyday_word: true,
    generic_words: true,
    look_alike: true,
    spread_letters: true,
    loose_spelling: true,
    letter_for_digit: true,
    lower_case: true,
    other_maker_before: true,
    other_maker_in_row: true,
    not_this: true,
    inside_other: true,
    rebrand: true,
  }),
  role: codes<Role>({ offered: true, mentioned: true, compatible: true, replaced: true, excluded: true }),
  status: listStatus,
  chip: [...listStatus, ...memberStatus.options, ...grade.options.filter((one) => one !== 'official'), 'own'],
  member: memberStatus.options,
  grade: [...grade.options, 'own'],
  own_fault: codes<TaskFault>({ full: true, failed: true, gone: true, changed: true, same: true, patterns: true }),
  own_field: [...fieldsOf('restricted'), ...fieldsOf('approved')],
  own_format: codes<SourceFormat>({
    names: true,
    csv: true,
    xlsx: true,
    json: true,
    'opensanctions-csv': true,
    ftm: true,
    'csl-csv': true,
    'csl-json': true,
  }),
  own_hint: ['product', 'aliases', 'partNumbers', 'category', 'categories', 'validUntil'] satisfies AnyField[],
  own_severity: ['prohibited', 'review'],
  own_wrong: ['no-name', 'no-letter', 'too-long', 'too-many-values', 'link', 'date', 'pattern', 'pattern-wide'] satisfies RowProblemCode[],
  import: codes<RowProblemCode | FileProblemCode>({
    'no-name': true,
    'no-letter': true,
    'too-long': true,
    'too-many-values': true,
    'duplicate-id': true,
    link: true,
    date: true,
    'date-ambiguous': true,
    severity: true,
    category: true,
    pattern: true,
    'pattern-wide': true,
    tab: true,
    'extra-cells': true,
    empty: true,
    'too-big': true,
    'too-many': true,
    'too-many-part-numbers': true,
    binary: true,
    encoding: true,
    html: true,
    compressed: true,
    'old-workbook': true,
    encrypted: true,
    'other-workbook': true,
    damaged: true,
    'no-sheet': true,
    'no-vendor-column': true,
    delimiter: true,
    quote: true,
    'cell-too-long': true,
    json: true,
    'json-cut': true,
    'json-deep': true,
    'json-shape': true,
    version: true,
    kind: true,
  }),
  pack_fault: codes<SubscriptionFault>({
    html: true,
    'not-signed': true,
    algorithm: true,
    key: true,
    signature: true,
    format: true,
    'too-large': true,
    'too-many': true,
    unsupported: true,
    offline: true,
    timeout: true,
    redirected: true,
    status: true,
    address: true,
    known: true,
    'no-access': true,
    older: true,
    'same-version': true,
    'other-pack': true,
    expired: true,
    'too-few': true,
    full: true,
    failed: true,
  }),
  verification: verification.options,
  basis: basisKinds,
  relation: related.shape.relation.options,
  unread,
  unread_why: unread,
  sites_bad: codes<SitePatternError['problem']>({
    empty: true,
    long: true,
    space: true,
    scheme: true,
    everything: true,
    wildcard: true,
    host: true,
    port: true,
  }),
  transfer_bad: codes<Extract<FileFault, string>>({
    'no-object': true,
    unknown: true,
    value: true,
    'no-list': true,
    'too-many-lists': true,
    'too-many-addresses': true,
    twin: true,
    'own-list': true,
    address: true,
    grant: true,
  }),
  transfer_fault: codes<SettingsFileError['code'] | 'failed'>({
    'too-large': true,
    'not-json': true,
    'not-settings': true,
    newer: true,
    failed: true,
  }),
  access: codes<TabView['access']>({ click: true, site: true, everywhere: true }),
  scope: settingsShape.scope().options,
  scope_why: settingsShape.scope().options,
  list_scope: settingsShape.scope().options,
  buyer: buyerKind.options,
  force: appliesTo.shape.force.options,
  theme: settingsShape.theme().options,
  field: Object.keys(settingsShape),
  cli_explain_kind: codes<TermKind>({ name: true, legal: true, alias: true, abbreviation: true, prefix: true, 'part-number': true }),
  cli_explain_strength: strength.options,
  cli_explain_number: strength.options,
  cli_explain_role: codes<Role>({ offered: true, mentioned: true, compatible: true, replaced: true, excluded: true }),
  cli_explain_standing: codes<Finding['standing']>({ current: true, former: true }),
  cli_explain_verdict: codes<Confidence | 'nothing'>({ confirmed: true, possible: true, nothing: true }),
};

function sourceText(folder: string): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx)$/.test(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');
}

describe('both languages', () => {
  it('have the same keys in the same order', () => expect(Object.keys(chinese)).toEqual(Object.keys(english)));

  it('fill in the same values', () => {
    const values = (messages: Messages, key: string): string => [...new Set(messages[key]?.message.match(/\$\d/g))].sort().join();
    expect(Object.keys(english).filter((key) => values(english, key) !== values(chinese, key))).toEqual([]);
  });

  it('have words for every key, and a description for translators', () => {
    const isEmpty = (text: string | undefined): boolean => (text ?? '').trim() === '';
    expect(
      Object.keys(english).filter(
        (key) => isEmpty(english[key]?.message) || isEmpty(chinese[key]?.message) || isEmpty(english[key]?.description),
      ),
    ).toEqual([]);
  });

  it('use only characters in keys that Chrome allows', () => {
    for (const key of Object.keys(english)) expect(key).toMatch(/^[A-Za-z0-9_]+$/);
  });

  it('describe the extension in as many characters as a store takes', () => {
    expect(english.ext_description?.message.length).toBeLessThanOrEqual(132);
    expect(chinese.ext_description?.message.length).toBeLessThanOrEqual(132);
  });

  it('call nothing approved but what the organisation itself approves', () => {
    const ofOwnLists =
      /^(?:section_|sub_holds_)?(?:approved|own|import)(?:_|$)|^(?:cli_pack_(?:approved|help)|pack_fault_too_many|conflicts_\w+)$/;
    for (const [key, { message }] of Object.entries(english)) if (!ofOwnLists.test(key)) expect(message, key).not.toMatch(/\bapproved\b/i);
    for (const [key, { message }] of Object.entries(chinese)) if (!ofOwnLists.test(key)) expect(message, key).not.toContain('准入');
  });

  it('write Chinese with Chinese punctuation', () => {
    for (const [key, { message }] of Object.entries(chinese)) expect(message, key).not.toMatch(/\p{Script=Han}[,;:!?()]/u);
  });
});

describe('codes in the data', () => {
  const all = Object.entries(families).flatMap(([family, members]) => members.map((code) => keyOf(family, code)));
  it('all have a message', () => expect(all.filter((key) => !(key in english))).toEqual([]));
});

describe('keys in the code', () => {
  const pages = ['src/ui', 'src/popup', 'src/options', 'src/cli'].map(sourceText).join('\n');

  it('all have a message', () => {
    const literal = [...pages.matchAll(/\bt\(\s*'([a-z]\w+)'/gi)].map((match) => match[1] ?? '');
    const chosen = [...pages.matchAll(/\bt\(\s*[\w.! =]+\?\s*'(\w+)'\s*:\s*'(\w+)'/g)].flatMap((match) => match.slice(1, 3));
    const counted = [...pages.matchAll(/\bcount\(\s*translator,\s*'(\w+)'/g)].flatMap((match) => [`${match[1]}_one`, `${match[1]}_other`]);
    const failures = [...pages.matchAll(/\bfail\(\s*'(\w+)'/g)].map((match) => match[1] ?? '');
    expect(literal.length).toBeGreaterThan(80);
    expect(counted.length).toBeGreaterThan(15);
    expect([...new Set([...literal, ...chosen, ...counted, ...failures])].filter((key) => !(key in english))).toEqual([]);
  });

  it('are all that there is: no message is left over', () => {
    const everything = `${sourceText('src')}\n${readFileSync(join(root, 'manifest.json'), 'utf8')}`;
    const composed = new Set(
      Object.entries(families)
        .filter(([family]) => everything.includes(`keyOf('${family}'`) || everything.includes(`\`${family}_\${`))
        .flatMap(([family, members]) => members.map((code) => keyOf(family, code))),
    );
    // Families whose last part is a state written in the code beside them; the whole prefix must occur there.
    const prefixes = [...everything.matchAll(/`(\w+_)\$\{/g)].map((match) => match[1] ?? '');
    const isUsed = (key: string): boolean =>
      composed.has(key) ||
      new RegExp(`['"\`_]${key}['"\`_]`).test(everything) ||
      new RegExp(`['"\`]${key.replace(/_(one|other)$/, '')}['"\`]`).test(everything) ||
      prefixes.some((prefix) => key.startsWith(prefix));
    // Words for the worker, the card and the command line, which are written by others.
    const others = /^(card|badge|error|cli|command|action_title|ext|confidence)/;
    expect(Object.keys(english).filter((key) => !others.test(key) && !isUsed(key))).toEqual([]);
  });
});
