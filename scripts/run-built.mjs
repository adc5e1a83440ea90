/**
 * Runs a TypeScript bench as the product is shipped: bundled for the same target into out/bench, then run by node.
 *
 *     node scripts/run-built.mjs bench/match.ts [arguments]
 *
 * `scripts/run.mjs` looks every imported name up in an object, which makes inner loops several times slower than they
 * are in the product. What drives a browser that runs the built extension may use that one; what times our code may not.
 */
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { fail, root, run } from './lib/run.mjs';

const [, , file, ...rest] = process.argv;
if (!file) fail('usage: node scripts/run-built.mjs FILE.ts [arguments]');

const folder = resolve(root, 'out/bench');
const name = basename(file, '.ts');

/**
 * A module that looks for files beside itself finds them where its source is.
 * @type {import('vite').Plugin}
 */
const addressesOfSources = {
  name: 'vendor-lens:addresses-of-sources',
  enforce: 'pre',
  transform(code, id) {
    if (!code.includes('import.meta.url') || id.includes('node_modules')) return null;
    return { code: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)), map: null };
  },
};

await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'error',
  plugins: [addressesOfSources],
  ssr: { noExternal: true, external: ['puppeteer-core', 'vite'] },
  build: {
    ssr: resolve(root, file),
    outDir: folder,
    emptyOutDir: false,
    target: 'es2022',
    minify: false,
    rolldownOptions: { output: { entryFileNames: `${name}.mjs`, codeSplitting: false, topLevelVar: false } },
  },
});
process.exitCode = await run(process.execPath, ['--expose-gc', '--max-old-space-size=12288', resolve(folder, `${name}.mjs`), ...rest]);
