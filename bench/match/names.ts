/**
 * Lists of names to search for: invented companies and products, and some names that the text really holds.
 *
 * Invented words have letters as real words have them, so that short names stand inside of words of the text now and
 * then, and words begin like names: that is what searching a list of real names costs. Syllables put together at random are
 * found nowhere, and peers, which must throw away what is no whole word, then look twice as fast.
 *
 * The lists are nested: the shorter is the beginning of the longer. No name changes case inside a word or joins letters
 * and digits (`CheckPoint`, `PA220`): there our search takes more than what is written, and hits could not be compared.
 */
import { Random } from './random.ts';

/** Hits in 1,000 characters that the names of the text are to give at each size. Larger lists hold more common names. */
const HITS_PER_THOUSAND: ReadonlyMap<number, number> = new Map([
  [2_000, 6.5],
  [20_000, 9],
  [200_000, 11],
  [1_000_000, 15],
]);

export const SIZES: readonly number[] = [...HITS_PER_THOUSAND.keys()];

/** Of a list of another size: as of the next smaller one. */
const hitsWanted = (size: number): number => HITS_PER_THOUSAND.get(SIZES.findLast((from) => from <= size) ?? 2_000) as number;

/** At most this share of a list is taken from the text. */
const SHARE_OF_TEXT = 0.2;

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

/** Letters of an invented word, at least and at most; shorter names come from the text alone. */
const SHORTEST = 5;
const LONGEST = 11;

/**
 * Invents words that look like those of the text, as names of companies do: each letter follows two others as it does in
 * some word there.
 */
class Inventor {
  /** Two letters, of which the first may be missing → what stands behind them in the words, their end as ''. */
  readonly #next = new Map<string, string[]>();

  constructor(
    private readonly random: Random,
    private readonly words: ReadonlyMap<string, number>,
  ) {
    // The words of trades are there in a text of any length.
    for (const word of [...words.keys(), ...TRADES.map((trade) => trade.toLowerCase())]) {
      for (let at = 0; at <= word.length; at++) {
        const before = word.slice(Math.max(0, at - 2), at);
        const behind = this.#next.get(before);
        if (behind) behind.push(word.charAt(at));
        else this.#next.set(before, [word.charAt(at)]);
      }
    }
  }

  /** With a capital, and none of the text. */
  word(): string {
    for (;;) {
      const word = this.#attempt();
      if (word.length >= SHORTEST && word.length <= LONGEST && !this.words.has(word)) return capital(word);
    }
  }

  #attempt(): string {
    let word = '';
    for (;;) {
      const next = this.random.pick(this.#next.get(word.slice(-2)) ?? ['']);
      if (next === '' || word.length > LONGEST) return word;
      word += next;
    }
  }
}

/**
 * A quarter are single words. Half of the longer ones begin with a word of the text, as names do ("General Electric"): a
 * search then often starts in vain.
 */
function inventName(random: Random, inventor: Inventor, common: readonly string[]): string {
  const kind = random.below(100);
  if (kind < 28) return inventor.word();
  const word = common.length > 0 && random.below(2) === 0 ? random.pick(common) : inventor.word();
  if (kind < 46) return `${word} ${random.pick(TRADES)}`;
  if (kind < 52) return `${word} ${random.pick(FORMS)}`;
  if (kind < 72) return `${word} ${random.pick(TRADES)} ${random.pick(FORMS)}`;
  if (kind < 88) return `${word} ${random.pick(TRADES)} ${random.pick(KINDS)}`;
  return `${word} ${inventor.word()} ${random.pick(TRADES)}`;
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
  const small = smallWords(text);
  const characters = text.reduce((sum, piece) => sum + piece.length, 0);
  const found = [...properNames(text).sort((a, b) => b.count - a.count), ...plainNames(small, characters, random)];
  const common = [...small.keys()].map(capital);
  const inventor = new Inventor(random, small);
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
  for (const [i, size] of sizes.entries()) {
    const wanted = (hitsWanted(size) * characters) / 1_000;
    while (taken < found.length && taken < size * SHARE_OF_TEXT && hits < wanted) {
      const { name, count } = found[taken++] as FoundName;
      add(name);
      hits += count;
    }
    for (let han = i === 0 ? HAN_FIRST : Math.ceil((size - names.length) / HAN_ONE_IN); han > 0 && names.length < size; han--) {
      add(inventHanName(random));
    }
    while (names.length < size) add(inventName(random, inventor, common));
  }
  return names;
}

/** Words of some length that are written small in the text, and how often. */
function smallWords(text: readonly string[]): Map<string, number> {
  const words = new Map<string, number>();
  for (const piece of text)
    for (const [word] of piece.matchAll(/(?<![\p{L}\p{N}\p{M}'’-])\p{Ll}{4,9}(?![\p{L}\p{N}\p{M}'’-])/gu))
      words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

/** A word that is used more often than once in so many characters is nobody's name. */
const ONCE_IN = 50_000;

/** Words that are somebody's name as well, as "target" and "oracle" are, in no order. */
function plainNames(small: ReadonlyMap<string, number>, characters: number, random: Random): FoundName[] {
  const rare = [...small].filter(([, count]) => count > 1 && count * ONCE_IN < characters);
  return random.shuffled(rare).map(([word, count]) => ({ name: capital(word), count }));
}

/** A name that the text holds, and how often. */
export interface FoundName {
  readonly name: string;
  readonly count: number;
}

/** Names of one or two words, and Chinese ones, that occur at least twice and are never written small. In order of the text. */
export function properNames(text: readonly string[]): FoundName[] {
  const small = new Set<string>();
  const counts = new Map<string, FoundName>();
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
