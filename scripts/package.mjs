/**
 * `npm run package`: packs the build for the stores, and with access to all sites for those who force-install it.
 *
 *     npm run package [-- --key FILE.pem]
 *
 * With the private key that signs the extension for Chromium, its id is written too: policies are addressed to it.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { extensionIdOf, publicKeyOf } from './lib/extension-id.mjs';
import { copyWithGrant } from './lib/grant.mjs';
import { fail, root } from './lib/run.mjs';
import { zip } from './lib/zip.mjs';

const { values: options } = parseArgs({ options: { key: { type: 'string' } } });
const key = options.key === undefined ? undefined : publicKeyOf(readFileSync(options.key));
const folder = join(root, 'out/package');
const scratch = mkdtempSync(join(tmpdir(), 'vendor-lens-package-'));

for (const [browser, ending] of /** @type {const} */ ([
  ['chrome', 'zip'],
  ['firefox', 'xpi'],
])) {
  const built = join(root, 'dist', browser);
  if (!existsSync(join(built, 'manifest.json'))) fail(`${built} is missing: run "npm run build" first.`);
  const { version } = JSON.parse(readFileSync(join(built, 'manifest.json'), 'utf8'));
  const granted = join(scratch, browser);
  await copyWithGrant(built, granted, browser === 'chrome' && key !== undefined ? { key } : {});
  pack(built, `vendor-lens-${version}-${browser}.zip`);
  pack(granted, `vendor-lens-${version}-${browser}-managed.${ending}`);
}
rmSync(scratch, { recursive: true });
if (key !== undefined) console.log(`id in Chromium: ${extensionIdOf(key)}`);

/**
 * @param {string} from
 * @param {string} name
 */
function pack(from, name) {
  const paths = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const bytes = zip(new Map(paths.map((path) => [relative(from, path).split(sep).join('/'), readFileSync(path)])));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytes);
  console.log(`${relative(root, join(folder, name))}  ${(bytes.length / 1e6).toFixed(1)} MB`);
}
