/**
 * The file in which this system's browsers look for policies. Only who may write there can test with it; a file that was
 * there before is put aside and comes back, also when an earlier run was killed before it could put it back.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findBrowser } from '../../scripts/lib/browsers.mjs';
import type { BrowserKind } from '../browsers.ts';

export interface PolicyFile {
  readonly path: string;
  /** Why it cannot be used here; '' when it can. */
  readonly obstacle: string;
  /** Writes the values as the policy of an extension. */
  write(extensionId: string, values: object): Promise<void>;
  /** Leaves everything as it was found. */
  restore(): Promise<void>;
}

export function policyFile(kind: BrowserKind): PolicyFile {
  const path = kind === 'chromium' ? join(chromiumFolder(), 'vendor-lens-test.json') : '/etc/firefox/policies/policies.json';
  const aside = `${path}.vendor-lens-test`;
  const made: string[] = [];
  let isOurs = false;
  return {
    path,
    obstacle: obstacleOf(path),
    async write(extensionId, values) {
      for (let folder = dirname(path); !existsSync(folder); folder = dirname(folder)) made.push(folder);
      await mkdir(dirname(path), { recursive: true });
      // Chromium reads every file in its folder, whatever it is called; ours has a name of its own there.
      if (kind === 'firefox' && !isOurs && existsSync(path) && !existsSync(aside)) await rename(path, aside);
      isOurs = true;
      const own = { [extensionId]: values };
      const policies = kind === 'chromium' ? { '3rdparty': { extensions: own } } : { policies: { '3rdparty': { Extensions: own } } };
      await writeFile(path, JSON.stringify(policies));
    },
    async restore() {
      await rm(path, { force: true });
      if (existsSync(aside)) await rename(aside, path);
      for (const folder of made.splice(0)) await rmdir(folder);
    },
  };
}

/** Each brand has a folder of its own. */
function chromiumFolder(): string {
  const browser = findBrowser('chromium') ?? '';
  if (browser.includes('edge')) return '/etc/opt/edge/policies/managed';
  return browser.includes('google') || browser.endsWith('chrome') ? '/etc/opt/chrome/policies/managed' : '/etc/chromium/policies/managed';
}

function obstacleOf(path: string): string {
  if (process.platform !== 'linux') return 'the policies of this system are not in a file';
  let folder = dirname(path);
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
    return '';
  } catch {
    return `${folder} may not be written to`;
  }
}
