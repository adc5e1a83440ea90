/**
 * Lists of names to search for: invented companies and products, and some names that the text really holds.
 *
 * The lists are nested: the shorter is the beginning of the longer. No name changes case inside a word or joins letters
 * and digits (`CheckPoint`, `PA220`): there our search takes more than what is written, and hits could not be compared.
 */
import { Random } from './random.ts';

export const SIZES: readonly number[] = [2_000, 20_000, 200_000, 1_000_000];

/** Hits in 1,000 characters that the names of the text are to give at each size. Larger lists hold more common names. */
const HITS_PER_THOUSAND: readonly number[] = [6.5, 9, 11, 15];

/** At most this share of a list is taken from the text. */
const SHARE_OF_TEXT = 0.2;

const ONSETS = [
  'b',
  'br',
  'c',
  'cl',
  'd',
  'dr',
  'f',
  'fl',
  'g',
  'gr',
  'h',
  'k',
  'kr',
  'l',
  'm',
  'n',
  'p',
  'pr',
  'qu',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'z',
];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'io'];
const CODAS = ['', '', '', 'l', 'm', 'n', 'r', 's', 't', 'x', 'nd', 'rn', 'st', 'ck'];
const TRADES = [
  'Analytics',
  'Automation',
  'Cloud',
  'Components',
  'Controls',
  'Data',
  'Devices',
  'Electronics',
  'Endpoint',
  'Energy',
  'Firewall',
  'Gateway',
  'Imaging',
  'Instruments',
  'Logic',
  'Logistics',
  'Materials',
  'Micro',
  'Mobile',
  'Motors',
  'Networks',
  'Optics',
  'Power',
  'Robotics',
  'Security',
  'Semiconductor',
  'Sensors',
  'Server',
  'Software',
  'Storage',
  'Systems',
  'Telecom',
  'Threat',
  'Tools',
  'Video',
  'Wireless',
];
const KINDS = [
  'Advanced',
  'Center',
  'Edge',
  'Enterprise',
  'Express',
  'Manager',
  'Platform',
  'Plus',
  'Portal',
  'Premium',
  'Pro',
  'Series',
  'Shield',
  'Suite',
];
const FORMS = ['AG', 'BV', 'Co', 'Corp', 'Group', 'Holding', 'Inc', 'International', 'Limited', 'LLC', 'Ltd', 'SA', 'Works'];
const HAN_PLACES = ['北京', '上海', '深圳', '广州', '杭州', '成都', '武汉', '南京', '西安', '苏州'];
const HAN_SIGNS = [...'安博晨达飞冠海恒宏华吉佳凯康兰立铭诺启瑞盛思泰拓维翔新星远云泽智中卓'];
const HAN_TRADES = ['网络', '信息', '电子', '软件', '通信', '自动化', '半导体', '光电', '数据', '安全'];
const HAN_FORMS = ['科技', '技术', '股份', '集团', '有限公司', '科技有限公司'];

/** Chinese names in the first list, and one in this many in the others. */
const HAN_FIRST = 200;
const HAN_ONE_IN = 5_000;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A word that no language knows: two or three syllables. */
function inventWord(random: Random): string {
  let word = '';
  for (let syllables = 2 + random.below(2); syllables > 0; syllables--)
    word += random.pick(ONSETS) + random.pick(VOWELS) + random.pick(CODAS);
  return capital(word);
}

/**
 * One in four is a single word; the average has 17 characters. Half of the longer ones begin with a word of the text, as
 * names do ("General Electric"): a search then often starts in vain.
 */
function inventName(random: Random, common: readonly string[]): string {
  const kind = random.below(100);
  if (kind < 23) return inventWord(random) + random.pick(['', 'is', 'on', 'us']);
  const word = common.length > 0 && random.below(2) === 0 ? random.pick(common) : inventWord(random);
  if (kind < 45) return `${word} ${random.pick(TRADES)}`;
  if (kind < 58) return `${word} ${random.pick(FORMS)}`;
  if (kind < 72) return `${word} ${random.pick(TRADES)} ${random.pick(FORMS)}`;
  if (kind < 86) return `${word} ${random.pick(TRADES)} ${random.pick(KINDS)}`;
  return `${word} ${inventWord(random)}`;
}

function inventHanName(random: Random): string {
  const place = random.below(2) === 0 ? random.pick(HAN_PLACES) : '';
  return place + random.pick(HAN_SIGNS) + random.pick(HAN_SIGNS) + random.pick(HAN_TRADES) + random.pick(HAN_FORMS);
}

/**
 * The longest list; its beginning is the list of each smaller size. The same text and seed give the same names. `text`
 * is where the names that will be found are taken from.
 */
export function makeNames(sizes: readonly number[], text: readonly string[], seed: number): string[] {
  const random = new Random(seed);
  const proper = properNames(text).sort((a, b) => b.count - a.count);
  const common = commonWords(text);
  const characters = text.reduce((sum, piece) => sum + piece.length, 0);
  const names: string[] = [];
  // The fold of the names: two that differ in case are one.
  const known = new Set<string>();
  const add = (name: string): void => {
    const key = name.toLowerCase();
    if (known.has(key)) return;
    known.add(key);
    names.push(name);
  };
  let taken = 0;
  let hits = 0;
  sizes.forEach((size, i) => {
    const wanted = ((HITS_PER_THOUSAND[i] ?? 15) * characters) / 1_000;
    while (taken < proper.length && taken < size * SHARE_OF_TEXT && hits < wanted) {
      const { name, count } = proper[taken++] as ProperName;
      add(name);
      hits += count;
    }
    for (let han = i === 0 ? HAN_FIRST : Math.ceil((size - names.length) / HAN_ONE_IN); han > 0 && names.length < size; han--) {
      add(inventHanName(random));
    }
    while (names.length < size) add(inventName(random, common));
  });
  return names;
}

/** Words of some length that are written small in the text, each once, with a capital. */
function commonWords(text: readonly string[]): string[] {
  const words = new Set<string>();
  for (const piece of text)
    for (const [word] of piece.matchAll(/(?<![\p{L}\p{N}\p{M}'’-])\p{Ll}{4,9}(?![\p{L}\p{N}\p{M}'’-])/gu)) words.add(word);
  return [...words].map(capital);
}

export interface ProperName {
  readonly name: string;
  readonly count: number;
}

/** Names of one or two words, and Chinese ones, that occur at least twice and are never written small. In order of the text. */
export function properNames(text: readonly string[]): ProperName[] {
  const small = new Set<string>();
  const counts = new Map<string, ProperName>();
  for (const piece of text) {
    for (const [word] of piece.matchAll(/(?<![\p{L}\p{N}])\p{Ll}[\p{L}\p{M}]*/gu)) small.add(word.toLowerCase());
  }
  const count = (name: string): void => {
    const key = name.toLowerCase();
    counts.set(key, { name: counts.get(key)?.name ?? name, count: (counts.get(key)?.count ?? 0) + 1 });
  };
  const isOwn = (word: string): boolean => word.length > 2 && !small.has(word.toLowerCase());
  for (const piece of text) {
    for (const [words] of piece.matchAll(/(?<![\p{L}\p{N}\p{M}])\p{Lu}(?:\p{Ll}+|\p{Lu}+)(?: \p{Lu}\p{Ll}+)?(?![\p{L}\p{N}\p{M}])/gu)) {
      const parts = words.split(' ');
      if (parts.some(isOwn)) count(words);
      if (parts.length > 1) for (const part of parts) if (isOwn(part)) count(part);
    }
    for (const [name] of piece.matchAll(/(?<!\p{Script=Han})\p{Script=Han}{3,6}(?!\p{Script=Han})/gu)) count(name);
  }
  return [...counts.values()].filter((name) => name.count > 1);
}
