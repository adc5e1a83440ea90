/** What a fresh clone lacks. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, run } from './run.mjs';

/**
 * Installs the dependencies with `npm ci` when they are missing or older than package-lock.json. Ends the script when
 * Node is too old or the installation fails.
 */
export async function ensureDependencies() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const needed = /\d+(?:\.\d+)*/.exec(engines.node)?.[0] ?? '0';
  if (isOlder(process.versions.node, needed)) {
    fail(`Vendor Lens needs Node ${needed} or newer; this is ${process.versions.node}. See https://nodejs.org/.`);
  }
  if (!areDependenciesStale()) return;
  console.log('Installing dependencies (npm ci)');
  // Not in production mode, whatever the machine says: the build itself is a development dependency.
  const code = await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
  if (code !== 0) fail('npm ci failed; see above.');
}

/** npm writes node_modules/.package-lock.json last, so a half-finished installation counts as missing. */
function areDependenciesStale() {
  const installed = statSync(join(root, 'node_modules/.package-lock.json'), { throwIfNoEntry: false });
  return !installed || installed.mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs;
}

/**
 * Compares dotted version numbers.
 * @param {string} version
 * @param {string} needed
 */
function isOlder(version, needed) {
  const have = version.split('.').map(Number);
  for (const [index, want] of needed.split('.').map(Number).entries()) {
    const part = have[index] ?? 0;
    if (part !== want) return part < want;
  }
  return false;
}
