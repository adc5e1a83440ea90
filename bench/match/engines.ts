/**
 * The engines that are compared. Each gets the same names and the same text, folds what it has to fold inside its own
 * search, and reports whole words only, so that the times include the same work.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Boundaries, Hits } from './hits.ts';
import { buildOurs } from './ours.ts';

/** An engine with its names in it. */
export interface Searcher {
  /** Adds what it finds, whole words only; overlaps too where the engine reports them. */
  find(text: string, hits: Hits): void;
  /** The form in which it can be stored, and the way back to a searcher that is ready. */
  readonly stored?: { readonly bytes: number; open(): unknown };
}

/** Names a batch at a time, so that an engine that streams need not hold them all. */
export type Names = AsyncIterable<readonly string[]>;

export interface Engine {
  readonly name: string;
  readonly role: 'ours' | 'peer';
  build(names: Names, boundaries: Boundaries): Promise<Searcher>;
}

const peersFolder = fileURLToPath(new URL('../peers/', import.meta.url));

/** A peer is not installed: `npm ci --prefix bench/peers`. */
export class MissingPeer extends Error {
  override name = 'MissingPeer';
}

/** A package of bench/peers. What it exports is typed by the caller, as not all bring types and none need be installed. */
async function importPeer<T>(name: string): Promise<T> {
  let file: string;
  try {
    file = createRequire(join(peersFolder, 'package.json')).resolve(name);
  } catch (error) {
    throw new MissingPeer(`${name} is not installed in bench/peers`, { cause: error });
  }
  return (await import(pathToFileURL(file).href)) as T;
}

/** Like the text later: in small letters. Peers take all names at once. */
async function foldNames(names: Names): Promise<string[]> {
  const all: string[] = [];
  for await (const batch of names) for (const name of batch) all.push(name.toLowerCase());
  return all;
}

interface MonyoneModule {
  readonly AhoCorasick: new (keywords: string[]) => { matchInText(text: string): readonly { begin: number; end: number }[] };
}

function monyone(name: string): Engine {
  return {
    name,
    role: 'peer',
    async build(names, boundaries) {
      const { AhoCorasick } = await importPeer<MonyoneModule>(name);
      const automaton = new AhoCorasick(await foldNames(names));
      return {
        find(text, hits) {
          const folded = text.toLowerCase();
          for (const { begin, end } of automaton.matchInText(folded)) if (boundaries.isWhole(folded, begin, end)) hits.add(begin, end);
        },
      };
    },
  };
}

interface AhocorasickModule {
  readonly default: new (keywords: string[]) => { search(text: string): readonly (readonly [last: number, found: readonly string[]])[] };
}

const ahocorasick: Engine = {
  name: 'ahocorasick',
  role: 'peer',
  async build(names, boundaries) {
    const { default: AhoCorasick } = await importPeer<AhocorasickModule>('ahocorasick');
    const automaton = new AhoCorasick(await foldNames(names));
    return {
      find(text, hits) {
        const folded = text.toLowerCase();
        for (const [last, found] of automaton.search(folded)) {
          for (const { length } of found)
            if (boundaries.isWhole(folded, last + 1 - length, last + 1)) hits.add(last + 1 - length, last + 1);
        }
      },
    };
  },
};

interface ModernMatcher {
  search(text: string): readonly { readonly start: number; readonly end: number }[];
  serialize(): string;
}
interface ModernModule {
  readonly default: { new (patterns: string[]): ModernMatcher; deserialize(serialized: string): ModernMatcher };
}

const modernAhocorasick: Engine = {
  name: 'modern-ahocorasick',
  role: 'peer',
  async build(names, boundaries) {
    // Its other builds (`fast`, `unicode`) are slower on this text.
    const { default: AhoCorasick } = unwrap(await importPeer<ModernModule>('modern-ahocorasick'));
    const matcher = new AhoCorasick(await foldNames(names));
    let stored: string | undefined;
    return {
      find(text, hits) {
        const folded = text.toLowerCase();
        for (const { start, end } of matcher.search(folded)) if (boundaries.isWhole(folded, start, end)) hits.add(start, end);
      },
      get stored() {
        stored ??= matcher.serialize();
        const serialized = stored;
        return { bytes: Buffer.byteLength(serialized), open: () => AhoCorasick.deserialize(serialized) };
      },
    };
  },
};

/** A CommonJS build has its default export one level deeper. */
function unwrap(module: ModernModule): ModernModule {
  return 'default' in module.default ? (module.default as unknown as ModernModule) : module;
}

interface FastscanModule {
  readonly default: new (words: string[]) => { search(text: string): readonly (readonly [start: number, word: string])[] };
}

const fastscan: Engine = {
  name: 'fastscan',
  role: 'peer',
  async build(names, boundaries) {
    const { default: FastScanner } = await importPeer<FastscanModule>('fastscan');
    const scanner = new FastScanner(await foldNames(names));
    return {
      find(text, hits) {
        const folded = text.toLowerCase();
        for (const [start, word] of scanner.search(folded)) {
          if (boundaries.isWhole(folded, start, start + word.length)) hits.add(start, start + word.length);
        }
      },
    };
  },
};

/**
 * What one writes without a library: cut into words, then look up every run of words that may be a name. Only behind
 * words with which some name begins, without which it takes about three times as long.
 */
const ngramSet: Engine = {
  name: 'n-gram Set',
  role: 'peer',
  async build(names, boundaries) {
    const known = new Set(await foldNames(names));
    const words = new Int32Array(1 << 17);
    /** First word → words of the longest name that begins with it. */
    const heads = new Map<string, number>();
    for (const key of known) {
      const count = cutWords(key, boundaries, words);
      const head = key.slice(0, words[1]);
      if (count > (heads.get(head) ?? 0)) heads.set(head, count);
    }
    return {
      find(text, hits) {
        const folded = text.toLowerCase();
        const count = cutWords(folded, boundaries, words);
        for (let i = 0; i < count; i++) {
          const start = words[2 * i] as number;
          const most = heads.get(folded.slice(start, words[2 * i + 1])) ?? 0;
          for (let last = i; last < Math.min(i + most, count); last++) {
            const end = words[2 * last + 1] as number;
            if (known.has(folded.slice(start, end))) hits.add(start, end);
          }
        }
      },
    };
  },
};

/** Start and end of each word in turn: runs of closed characters, and each letter of the scripts without spaces. Returns how many. */
function cutWords(text: string, boundaries: Boundaries, into: Int32Array): number {
  let count = 0;
  let start = -1;
  for (let at = 0; at <= text.length; at++) {
    const unit = at < text.length ? text.charCodeAt(at) : 0x20;
    if (boundaries.closed[unit] === 1) {
      if (start < 0) start = at;
      continue;
    }
    if (start >= 0) {
      into[2 * count] = start;
      into[2 * count++ + 1] = at;
      start = -1;
    }
    if (unit >= 0x2e80) {
      into[2 * count] = at;
      into[2 * count++ + 1] = at + 1;
    }
  }
  return count;
}

const alternation: Engine = {
  name: 'RegExp alternation',
  role: 'peer',
  async build(names, boundaries) {
    const all = (await foldNames(names)).sort((a, b) => b.length - a.length);
    const quote = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    const isWord = (name: string): boolean => boundaries.isClosed(name, 0);
    const words = all.filter(isWord).map(quote).join('|');
    const others = all
      .filter((name) => !isWord(name))
      .map(quote)
      .join('|');
    const closed = writeClass(boundaries.closed);
    const expression = new RegExp(`(?<!${closed})(?:${words})(?!${closed})|${others || '[]'}`, 'g');
    // Compiled at the first use, which belongs to the building.
    expression.exec('');
    return {
      find(text, hits) {
        for (const match of text.toLowerCase().matchAll(expression)) hits.add(match.index, match.index + match[0].length);
      },
    };
  },
};

/** A class of a regular expression for the units that are set. */
function writeClass(units: Uint8Array): string {
  const write = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
  let ranges = '';
  for (let unit = 0; unit < units.length; unit++) {
    if (units[unit] === 0) continue;
    const first = unit;
    while (units[unit + 1] === 1) unit++;
    ranges += first === unit ? write(unit) : `${write(first)}-${write(unit)}`;
  }
  return `[${ranges}]`;
}

const ours: Engine = { name: 'Vendor Lens', role: 'ours', build: buildOurs };

/** Those that are published; the best of them is what we must be ahead of. */
export const PACKAGES: readonly Engine[] = [
  monyone('@monyone/aho-corasick/fast'),
  monyone('@monyone/aho-corasick'),
  ahocorasick,
  fastscan,
  modernAhocorasick,
];

export const ENGINES: readonly Engine[] = [ours, ...PACKAGES, ngramSet, alternation];
