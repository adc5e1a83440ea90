/** The files that the build puts beside the program. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalogue } from '../core/model.ts';
import type { Messages } from '../ui/translate.ts';
import type { Language } from './arguments.ts';

/** Each method reads when called and rejects when the file is missing or damaged. */
export interface Bundle {
  messages(language: Language): Promise<Messages>;
  catalogue(): Promise<Catalogue>;
  /** The compiled matcher. */
  index(): Promise<ArrayBuffer>;
  /** Of the package, such as "0.1.0". */
  version(): Promise<string>;
}

/** The bundle of the installed program; `moduleUrl` is the `import.meta.url` of the built entry. */
export function openBundle(moduleUrl: string): Bundle {
  // Joined and not written as `new URL('./x', import.meta.url)`, which vite would take for an asset to copy.
  const folder = dirname(fileURLToPath(moduleUrl));
  const readJson = async (...path: readonly string[]): Promise<unknown> => JSON.parse(await readFile(join(folder, ...path), 'utf8'));
  return {
    // Our own build wrote and checked these, so the shapes are taken as they are.
    messages: async (language) => (await readJson('_locales', language, 'messages.json')) as Messages,
    catalogue: async () => (await readJson('catalogue.json')) as Catalogue,
    index: async () => {
      const bytes = await readFile(join(folder, 'index.bin'));
      const copy = new ArrayBuffer(bytes.byteLength);
      new Uint8Array(copy).set(bytes);
      return copy;
    },
    version: async () => ((await readJson('package.json')) as { version: string }).version,
  };
}
