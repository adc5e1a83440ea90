import { describe, expect, test } from 'vitest';
import { buyerKind, type List } from '../../src/core/model.ts';
import { listById, lists, markets } from './catalogue.ts';

function need(id: string): List {
  const list = listById.get(id);
  if (!list) throw new Error(`lists/${id}.json is missing or does not fit the schema`);
  return list;
}

interface Words {
  readonly where: string;
  readonly en: string;
  readonly zh_CN: string;
}

/** Every text in two languages below a value. */
function wordsIn(value: unknown, where: string): Words[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value && 'zh_CN' in value) return [{ where, en: String(value.en), zh_CN: String(value.zh_CN) }];
  return Object.entries(value).flatMap(([key, child]) => wordsIn(child, `${where}.${key}`));
}

const wordsOfLists = lists.flatMap(({ file, value }) => wordsIn(value, file));
const wordsOfBases = markets.flatMap(({ file, value }) => value.vendors.flatMap(({ id, basis }) => wordsIn(basis, `${file}: ${id}`)));

const months = 'January February March April May June July August September October November December'.split(' ');

/** The numbers in a text, months and numbers in words among them, each once. */
function figuresOf(text: string): string[] {
  const figures = text.replace(new RegExp(`\\b(${months.join('|')})\\b`, 'g'), (month) => ` ${months.indexOf(month) + 1} `).match(/\d+/g);
  return [...new Set(figures?.map((figure) => String(Number(figure))))].sort();
}

function vendorsOn(id: string): Set<string> {
  return new Set(need(id).entries.map((entry) => entry.vendor));
}

describe('who stands on which list', () => {
  const canaries: [list: string, on: string[], off: string[]][] = [
    ['au-pspf-directions', ['kaspersky', 'deepseek'], ['huawei', 'hikvision']],
    ['ca-federal-restrictions', ['hikvision', 'kaspersky', 'tencent', 'bytedance'], ['huawei', 'zte']],
    [
      'cn-2026-cybersecurity',
      ['vmware', 'fortinet', 'check-point', 'palo-alto-networks', 'recorded-future'],
      ['cisco', 'microsoft', 'trellix', 'symantec', 'qihoo-360', 'broadcom'],
    ],
    ['cn-ai-chips-reported', ['nvidia', 'amd', 'intel'], ['micron', 'huawei']],
    ['cn-cac-micron', ['micron'], ['intel', 'nvidia']],
    [
      'cn-countermeasures',
      ['skydio', 'lockheed-martin', 'viasat', 'aerkomm', 'vantor', 'altana-technologies', 'anduril', 'red-cat'],
      ['recorded-future', 'micron', 'illumina', 'pvh', 'fortinet'],
    ],
    ['cn-gov-computers-2023', ['intel', 'amd', 'microsoft'], ['nvidia', 'vmware']],
    ['cn-mof-2026-10', ['lockheed-martin', 'raytheon', 'boeing-defense'], ['red-cat', 'l3harris']],
    [
      'cn-unreliable-entities',
      ['recorded-future', 'illumina', 'pvh', 'skydio', 'teledyne-flir', 'techinsights', 'dedrone'],
      ['viasat', 'red-cat', 'vantor', 'micron', 'fortinet'],
    ],
    ['uk-high-risk-vendors', ['huawei', 'hikvision', 'dahua'], ['zte', 'kaspersky']],
    [
      'us-1260h',
      ['huawei', 'hikvision', 'dji', 'tencent', 'qihoo-360', 'tp-link', 'alibaba', 'unitree'],
      ['zte', 'hytera', 'kaspersky', 'bytedance', 'deepseek'],
    ],
    ['us-bytedance-far', ['bytedance'], ['tencent']],
    ['us-fascsa-orders', ['acronis'], ['kaspersky']],
    [
      'us-fcc-covered-list',
      ['huawei', 'zte', 'hytera', 'hikvision', 'dahua', 'kaspersky', 'dji', 'autel-robotics', 'china-unicom'],
      ['tp-link', 'tencent', 'quectel'],
    ],
    ['us-kaspersky', ['kaspersky'], ['mcafee']],
    ['us-section-5949', ['smic', 'ymtc', 'cxmt'], ['micron', 'huawei']],
    ['us-section-889', ['huawei', 'zte', 'hytera', 'hikvision', 'dahua'], ['dji', 'tp-link', 'kaspersky']],
  ];

  test('the canaries cover every list', () => {
    expect(canaries.map(([id]) => id).sort()).toEqual([...listById.keys()].sort());
  });

  test.each(canaries)('%s', (id, on, off) => {
    const there = vendorsOn(id);
    expect({ missing: on.filter((v) => !there.has(v)), extra: off.filter((v) => there.has(v)) }).toEqual({ missing: [], extra: [] });
  });

  test('the reported notice has exactly its sixteen names, once each', () => {
    expect(
      need('cn-2026-cybersecurity')
        .entries.map((e) => e.vendor)
        .sort(),
    ).toEqual([
      'cato-networks',
      'check-point',
      'claroty',
      'crowdstrike',
      'cyberark',
      'fortinet',
      'imperva',
      'mandiant',
      'mcafee',
      'orca-security',
      'palo-alto-networks',
      'rapid7',
      'recorded-future',
      'sentinelone',
      'vmware',
      'wiz',
    ]);
  });

  test('the reported notice keeps its grades apart: three names in the directive Bloomberg saw, thirteen by press', () => {
    const { entries } = need('cn-2026-cybersecurity');
    const graded = (grade: string) => entries.filter((e) => e.grade === grade).map((e) => e.vendor);
    expect(graded('document-seen-by-press')).toEqual(['check-point', 'fortinet', 'palo-alto-networks']);
    expect(graded('named-by-press')).toHaveLength(13);
    // Of the thirteen, VMware had two Reuters sources and the others one.
    expect(entries.filter((e) => e.note?.en.includes('two Reuters sources')).map((e) => e.vendor)).toEqual([
      'check-point',
      'fortinet',
      'palo-alto-networks',
      'vmware',
    ]);
    expect(entries.filter((e) => e.note?.en.includes('one further Reuters source'))).toHaveLength(12);
  });

  test('the reported notice never says that it is in force, and keeps its three statements', () => {
    const notice = need('cn-2026-cybersecurity');
    expect(notice.status).toBe('reported');
    expect(notice.entries.filter((e) => e.status !== 'unclear' || e.grade === 'official')).toEqual([]);
    const claims = notice.claims.map((claim) => claim.text.en).join('\n');
    expect(claims).toMatch(/VMware, Palo Alto Networks, Fortinet and Check Point/);
    expect(claims).toMatch(/360 Security Technology and Neusoft are likely to gain/);
    expect(claims).toMatch(/reaches and whether it binds is unclear/);
    expect(notice.summary.en).toMatch(/360 and Neusoft.*No official text.*unclear/);
    expect(notice.summary.zh_CN).toMatch(/360和东软.*官方文本未公开.*不明确/);
  });

  test('Recorded Future stands on the reported notice and, officially, on the Unreliable Entity List', () => {
    const grade = (id: string) =>
      need(id)
        .entries.filter((e) => e.vendor === 'recorded-future')
        .map((e) => `${e.grade}, ${e.status}`);
    expect(grade('cn-2026-cybersecurity')).toEqual(['named-by-press, unclear']);
    expect(grade('cn-unreliable-entities')).toEqual(['official, in-force']);
  });

  test('a vendor suspended or stopped as an unreliable entity is still under countermeasures in force', () => {
    const banned = new Set(
      need('cn-countermeasures')
        .entries.filter((e) => e.status === 'in-force')
        .map((e) => e.vendor),
    );
    const paused = need('cn-unreliable-entities').entries.filter((e) => e.status === 'suspended' || e.status === 'measures-stopped');
    expect(paused).toHaveLength(27);
    expect(paused.filter((e) => !banned.has(e.vendor)).map((e) => e.vendor)).toEqual([]);
  });

  test('Kaspersky stands twice on the FCC list, under its two legal names', () => {
    const names = need('us-fcc-covered-list')
      .entries.filter((e) => e.vendor === 'kaspersky')
      .flatMap((e) => e.listedAs);
    expect(names).toEqual(['AO Kaspersky Lab', 'Kaspersky Lab, Inc.']);
  });
});

describe('whom a list reaches', () => {
  test('every list says it, and no kind of buyer twice', () => {
    const wrong = lists.flatMap(({ file, value }) => {
      const kinds = value.appliesTo.flatMap(({ buyers }) => buyers);
      return kinds.length > 0 && new Set(kinds).size === kinds.length ? [] : [file];
    });
    expect(wrong).toEqual([]);
  });

  test('every kind of buyer is reached by some list', () => {
    const reached = new Set(lists.flatMap(({ value }) => value.appliesTo.flatMap(({ buyers }) => buyers)));
    expect(buyerKind.options.filter((kind) => !reached.has(kind))).toEqual([]);
  });

  test.each([
    ['cn-mof-2026-10', 'public-body', 'binds'],
    ['cn-mof-2026-10', 'private-company', undefined],
    ['cn-cac-micron', 'critical-infrastructure', 'binds'],
    ['cn-2026-cybersecurity', 'private-company', 'may-concern'],
    ['us-section-889', 'government-supplier', 'binds'],
    ['us-section-889', 'private-company', undefined],
    ['uk-high-risk-vendors', 'private-company', undefined],
  ] as const)('%s and a %s: %s', (id, kind, force) => {
    expect(need(id).appliesTo.find(({ buyers }) => buyers.includes(kind))?.force).toBe(force);
  });

  test('what only press reports or nothing official says never binds', () => {
    const wrong = lists.filter(
      ({ value }) => (value.status === 'reported' || value.status === 'proposed') && value.appliesTo.some(({ force }) => force === 'binds'),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  test('a reason without a source is marked so, and never says that a list binds', () => {
    const wrong = lists.filter(({ value }) =>
      value.appliesTo.some(({ force, verification }) => verification === 'unverified' && force === 'binds'),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });
});

describe('what a list says of itself', () => {
  test('an incomplete list says what is missing and that absence is no clearance, in both languages', () => {
    const wrong = lists
      .filter(({ value }) => !value.members.complete)
      .filter(({ value: { members } }) => {
        const note = members.note;
        return !note || !/absen(t|ce)|No vendor is barred|in question/.test(note.en) || !/不代表|均有疑问/.test(note.zh_CN);
      })
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  test('a list whose total is above its vendors is not complete', () => {
    const wrong = lists
      .filter(({ value }) => value.members.complete && value.members.total !== undefined)
      .filter(({ value }) => new Set(value.entries.map((e) => e.vendor)).size !== value.members.total)
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  test('the lists known to be incomplete say so', () => {
    const complete = [
      'cn-2026-cybersecurity',
      'cn-ai-chips-reported',
      'cn-countermeasures',
      'cn-gov-computers-2023',
      'cn-mof-2026-10',
      'us-1260h',
      'us-fascsa-orders',
      'ca-federal-restrictions',
    ].filter((id) => need(id).members.complete);
    expect(complete).toEqual([]);
    expect(need('cn-mof-2026-10').members.total).toBe(46);
    expect(need('us-1260h').members.total).toBe(188);
  });

  test('status: reported and enacted are never shown as in force', () => {
    const status = (wanted: string) => lists.filter(({ value }) => value.status === wanted).map(({ value }) => value.id);
    expect(status('reported')).toEqual(['cn-2026-cybersecurity', 'cn-ai-chips-reported', 'cn-gov-computers-2023']);
    expect(status('enacted')).toEqual(['us-section-5949']);
    const wrong = lists
      .filter(({ value }) => value.status !== 'in-force')
      .flatMap(({ file, value }) => value.entries.filter((e) => e.status === 'in-force').map((e) => `${file}: ${e.vendor}`));
    expect(wrong).toEqual([]);
  });

  test('a reported list has no official entry', () => {
    const wrong = lists
      .filter(({ value }) => value.status === 'reported')
      .flatMap(({ file, value }) => value.entries.filter((e) => e.grade === 'official').map((e) => `${file}: ${e.vendor}`));
    expect(wrong).toEqual([]);
  });

  test('only the lists that ask ask', () => {
    expect(lists.filter(({ value }) => value.asks).map(({ value }) => value.id)).toEqual(['cn-gov-computers-2023', 'us-section-5949']);
  });

  test('an entry that is inferred, unclear or suspended says why, on itself or its announcement', () => {
    const wrong = lists.flatMap(({ file, value }) => {
      const announcements = new Map(value.announcements.map((a) => [a.id, a]));
      return value.entries
        .filter((e) => e.grade === 'inferred' || e.status !== 'in-force')
        .filter((e) => {
          const from = e.announcement === undefined ? undefined : announcements.get(e.announcement);
          const why = [e.note, e.scopeNote, from?.statusNote, ...(from?.measures ?? [])].some(Boolean);
          return !why || (e.grade === 'inferred' && !e.note);
        })
        .map((e) => `${file}: ${e.vendor} ${e.addedOn ?? ''}`);
    });
    expect(wrong).toEqual([]);
  });

  test('an entry is never milder than its announcement', () => {
    const wrong = lists.flatMap(({ file, value }) => {
      const status = new Map(value.announcements.map((a) => [a.id, a.status]));
      return value.entries
        .filter((e) => e.announcement !== undefined && status.get(e.announcement) !== e.status)
        .map((e) => `${file}: ${e.vendor}: ${e.status}, ${e.announcement} is ${status.get(e.announcement ?? '')}`);
    });
    expect(wrong).toEqual([]);
  });

  test('nothing is listed after the day the list was read, nor before 2017', () => {
    const wrong = lists.flatMap(({ file, value }) =>
      value.entries
        .filter((e) => e.addedOn !== undefined && (e.addedOn.slice(0, value.asOf.length) > value.asOf || e.addedOn < '2017'))
        .map((e) => `${file}: ${e.vendor}: ${e.addedOn}`),
    );
    expect(wrong).toEqual([]);
  });

  test('dates that the research gives', () => {
    expect(need('cn-mof-2026-10').effective).toBe('2026-06-22');
    expect(need('cn-2026-cybersecurity').reportedOn).toBe('2026-01-14');
    expect(need('cn-2026-cybersecurity').deadline).toBe('2026-06-30');
    expect(need('us-section-5949').effective).toBe('2027-12-23');
    expect(need('us-1260h').deadline).toBe('2027-06-30');
    expect(need('us-kaspersky').deadline).toBe('2024-09-29');
    expect(need('cn-unreliable-entities').announcements.find((a) => a.id === 'uel-2025-7')?.until).toBe('2026-11-10');
  });

  test('a deadline without an exact day says so', () => {
    expect(lists.filter(({ value }) => value.deadline !== undefined && value.deadlineNote === undefined).map(({ file }) => file)).toEqual(
      [],
    );
  });

  test('a chip is short and a summary is one or two sentences', () => {
    const wrong = lists.flatMap(({ file, value }) => [
      ...(value.shortTitle.en.length > 24 || value.shortTitle.zh_CN.length > 14 ? [`${file}: shortTitle`] : []),
      ...(value.summary.en.length > 420 || value.summary.zh_CN.length > 160 ? [`${file}: summary`] : []),
    ]);
    expect(wrong).toEqual([]);
  });

  test('words for a reviewer are Chinese in zh_CN', () => {
    const wrong = [...wordsOfLists, ...wordsOfBases]
      .filter(({ zh_CN }) => !/\p{Script=Han}/u.test(zh_CN))
      .map(({ where, zh_CN }) => `${where}: ${zh_CN}`);
    expect(wrong).toEqual([]);
  });

  // A title is what the list is called in each language.
  test('Chinese words have the figures of the English ones, and no others', () => {
    const wrong = [...wordsOfLists, ...wordsOfBases]
      .filter(({ where }) => !/itle$/.test(where))
      .flatMap(({ where, en, zh_CN }) => {
        const [inEnglish, inChinese] = [figuresOf(en), figuresOf(zh_CN)];
        return [
          ...inEnglish.filter((figure) => !inChinese.includes(figure)).map((figure) => `${where}: ${figure} is missing in ${zh_CN}`),
          ...inChinese.filter((figure) => !inEnglish.includes(figure)).map((figure) => `${where}: ${figure} is new in ${zh_CN}`),
        ];
      });
    expect(wrong).toEqual([]);
  });

  test('what is only reported, unconfirmed, not read or unknown is no less so in Chinese', () => {
    const doubts: readonly [RegExp, RegExp][] = [
      [/\breported(ly)?\b|\breports?\b|\bpress\b/i, /报道|据报|媒体|报告/],
      [/\bunconfirmed\b|\bnot confirmed\b/i, /未经[^，。]*证实/],
      [/\bunverified\b/i, /未核实|未经核实/],
      [/\bnot read\b|\bnot seen\b|\bnot opened\b/i, /未查阅|未见|未打开/],
      [/\bunknown\b|\bunclear\b/i, /不明|未知|不清楚|不明确|未研究/],
      [/\bproposed\b|\bproposal\b/i, /拟|提案|草案/],
    ];
    const wrong = wordsOfLists.flatMap(({ where, en, zh_CN }) =>
      doubts.filter(([english, chinese]) => english.test(en) && !chinese.test(zh_CN)).map(([english]) => `${where}: ${english}: ${zh_CN}`),
    );
    expect(wrong).toEqual([]);
  });

  test('lists keep to the vocabulary of the house', () => {
    const wrong = lists.flatMap(
      ({ file, value }) =>
        JSON.stringify([value.summary, value.scope, value.members, value.notes])
          .match(/\b(blacklist|whitelist|violation|violator)\w*/gi)
          ?.map((word) => `${file}: ${word}`) ?? [],
    );
    expect(wrong).toEqual([]);
  });
});
