/** The command line's outside: what it reads is given, what it writes is kept. */
import english from '../../public/_locales/en/messages.json' with { type: 'json' };
import chinese from '../../public/_locales/zh_CN/messages.json' with { type: 'json' };
import { createExplain, type Explain } from '../../src/cli/explain.ts';
import { ClosedPipe, type Outside } from '../../src/cli/outside.ts';
import { createScreen, type Screen } from '../../src/cli/screening.ts';
import type { Catalogue } from '../../src/core/model.ts';
import type { Policy } from '../../src/core/policy.ts';

/** Two lists, of which nothing but id and jurisdiction matters here. */
const catalogue = {
  vendors: [],
  lists: [
    { id: 'one', jurisdiction: 'CN' },
    { id: 'two', jurisdiction: 'US' },
  ],
  alternatives: [],
  categories: [],
  trades: [],
} as unknown as Catalogue;

export class FakeOutside implements Outside {
  readonly env = {};
  columns: number | undefined;
  readonly cores = 1;
  readonly bundle: Outside['bundle'];
  /** What the standard input holds. */
  input: string | Uint8Array = '';
  /** Bytes of it that come at once. */
  chunk = Number.POSITIVE_INFINITY;
  output = '';
  errors = '';
  policy: Policy | undefined;
  /** Portions that are taken before the reader goes away. */
  portions = Number.POSITIVE_INFINITY;

  /** Without a screen of its own it screens with the bundle's catalogue and index. */
  constructor(
    private readonly screen: Screen | undefined,
    bundle: Partial<Outside['bundle']> = {},
  ) {
    this.bundle = {
      messages: async (language) => (language === 'en' ? english : chinese),
      catalogue: async () => catalogue,
      index: async () => new ArrayBuffer(0),
      version: async () => '1.2.3',
      ...bundle,
    };
  }

  get stdin(): AsyncIterable<Uint8Array> {
    const { input, chunk } = this;
    return (async function* () {
      const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
      for (let from = 0; from < bytes.length; from += chunk) yield bytes.subarray(from, from + chunk);
    })();
  }

  async write(text: string): Promise<void> {
    if (this.portions-- <= 0) throw new ClosedPipe();
    this.output += text;
  }

  writeError(text: string): void {
    this.errors += text;
  }

  createScreen(index: ArrayBuffer, known: Catalogue, policy: Policy): Screen {
    this.policy = policy;
    return this.screen ?? createScreen(index, known, policy);
  }

  startThreads(): never {
    throw new Error('threads need the built program');
  }

  createExplain(index: ArrayBuffer, known: Catalogue, policy: Policy): Explain {
    this.policy = policy;
    return createExplain(index, known, policy);
  }
}
