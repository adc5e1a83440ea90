/** Installs the packages that the benches compare with, where they are missing. Without them the benches say so and go on. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './lib/run.mjs';

const folder = join(root, 'bench/peers');
if (!existsSync(join(folder, 'node_modules/.package-lock.json'))) {
  console.log('Installing the peers (npm ci)');
  const code = await run('npm', ['ci', '--prefix', folder, '--include=dev', '--no-audit', '--no-fund']);
  if (code !== 0) console.warn('The peers could not be installed; what they would show is left out.');
}
