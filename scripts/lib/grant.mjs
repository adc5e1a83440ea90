/** The build as an administrator force-installs it, and as tests and the demo start it: access to all sites from the start. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Copies a built extension to a folder and moves its optional host permissions to the required ones.
 * @param {string} from a built extension, such as dist/chrome
 * @param {string} to a folder that is new or empty
 * @param {object} [changes] fields that the manifest gets besides
 * @returns {Promise<void>}
 */
export async function copyWithGrant(from, to, changes = {}) {
  await cp(from, to, { recursive: true });
  const file = join(to, 'manifest.json');
  const { optional_host_permissions: optional, ...manifest } = JSON.parse(await readFile(file, 'utf8'));
  if (!optional?.length) throw new Error(`${file} has no optional_host_permissions to grant`);
  const hosts = [...new Set([...(manifest.host_permissions ?? []), ...optional])];
  await writeFile(file, `${JSON.stringify({ ...manifest, ...changes, host_permissions: hosts }, null, 2)}\n`);
}
