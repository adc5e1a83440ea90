/** Ways in which texts write a name, and what stands around it. */
import { hanPairs } from './invented.ts';

/** Text → the same to the search, in many ways; each draws its own chances. */
export type Disguise = (text: string, chance: () => number) => string;
const everyLetter =
  (change: (char: string, chance: () => number) => string): Disguise =>
  (text, chance) =>
    [...text].map((char) => change(char, chance)).join('');
const pick = (from: string | readonly string[], chance: () => number): string => from[Math.floor(chance() * from.length)] ?? '';

const traditional = new Map(Array.from({ length: hanPairs.length / 2 }, (_, i) => [hanPairs.charAt(2 * i + 1), hanPairs.charAt(2 * i)]));
const lookAlikes = new Map(
  [...'aаcсeеoоpрxхyуiіkкTТMМHНBВOΟAΑ'].flatMap((char, i, all) => (i % 2 === 0 ? [[char, all[i + 1] ?? char]] : [])),
);

export const disguises: Readonly<Record<string, Disguise>> = {
  nothing: (text) => text,
  'small letters': (text) => text.toLowerCase(),
  capitals: (text) => text.toUpperCase(),
  'any case': everyLetter((char, chance) => (chance() < 0.5 ? char.toUpperCase() : char.toLowerCase())),
  separators: (text, chance) => text.replace(/[ -]/g, () => pick(['', ' ', '-', ' - ', '\u00a0', '‑', '  ', '\n'], chance)),
  'separators between all words': (text, chance) => text.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, () => pick(['', ' ', '-'], chance)),
  'full stops of legal names': (text, chance) => text.replace(/[., ]+/g, () => pick([' ', '., ', ', ', '.', ''], chance)),
  'full width': everyLetter((char, chance) =>
    /[!-~]/.test(char) && chance() < 0.7 ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char,
  ),
  'mathematical letters': everyLetter((char) => (/[a-z]/.test(char) ? String.fromCodePoint(0x1d41a + char.charCodeAt(0) - 0x61) : char)),
  ligatures: (text) => text.replace(/fi/g, 'ﬁ').replace(/fl/g, 'ﬂ').replace(/ff/g, 'ﬀ'),
  'look-alikes': everyLetter((char, chance) => (chance() < 0.4 ? (lookAlikes.get(char) ?? char) : char)),
  traditional: everyLetter((char) => traditional.get(char) ?? char),
  'invisible characters': everyLetter((char, chance) =>
    chance() < 0.3 ? `${char}${pick('\u00ad\u200b\u2060\ufeff\ufe0f', chance)}` : char,
  ),
  'invisible characters of two units': everyLetter((char, chance) => (chance() < 0.2 ? `${char}\u{e0020}` : char)),
  marks: everyLetter((char, chance) => (chance() < 0.02 ? `${char}${pick('\u0301\u0307\u0325\u3099', chance)}` : char)),
  decomposed: (text) => text.normalize('NFD'),
  'letters set apart': (text) => [...text.replace(/\s/g, '')].join(' '),
  'letters set apart by wide blanks': (text) => [...text.replace(/\s/g, '')].join('\u3000'),
  'a line end': (text, chance) => {
    const at = Math.floor(chance() * text.length);
    return `${text.slice(0, at)}${pick(['\n', '-\n', ' \r\n '], chance)}${text.slice(at)}`;
  },
  'a blank behind a hyphen': (text) => text.replace(/-/g, '-  '),
  'the letter O': (text) => text.replace(/0/g, 'O'),
  'the letter O once': (text) => text.replace('0', 'o'),
};

/** Chances in a row that a seed decides. */
export function chancesOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 0x1000000;
  };
}

/** What may stand right before a name. */
export const before = [
  '',
  ' ',
  'the ',
  'Overview',
  'x',
  '7',
  '(',
  '采购',
  '\\t',
  '\\n',
  'can\\n',
  'é',
  'я',
  '🔥',
  '/',
  '_',
  '№',
  '… ',
  'A B ',
  '以及',
];
/** What may stand right behind it. */
export const behind = [
  '',
  ' ',
  '.',
  's',
  's.',
  "'s",
  '60F',
  '8',
  'Firewalls',
  'firewalls',
  'S',
  'é',
  '\u0301',
  '®',
  '™',
  '防火墙',
  '_x',
  '-7',
  '…',
  '🔥',
  'ｓ',
  'Ä',
];
