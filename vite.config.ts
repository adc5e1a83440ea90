import { cpSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { build, defineConfig, type Plugin, type Rolldown, type UserConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import packageJson from './package.json' with { type: 'json' };
import { readCatalogue, readHanPairs, readOrdinaryWords } from './scripts/catalogue.ts';
import { defineFaceWords } from './scripts/face-words.ts';
import { definePageFilter } from './scripts/page-filter.ts';
import { rulesOf, withoutTerms } from './src/core/excerpts.ts';
import { createFoldTables } from './src/core/fold.ts';
import { buildIndex } from './src/core/index-build.ts';
import type { Catalogue } from './src/core/model.ts';
import { packOrdinaryWords } from './src/core/ordinary-words.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** What both browsers of the lowest versions run. */
const target = 'es2022';

/** Constants stay what they are: compilers then know the tables of the search, which folds a text a fifth faster. */
const topLevelVar = false;

/** The add-on id by which Firefox knows the extension; part of its address in policies. */
const geckoId = 'vendor-lens@vendor-lens.example';

/**
 * Puts the compiled index into the build, and what it needs of the checked catalogue, by file name; a malformed data file
 * stops it here.
 */
function catalogueFiles(folder: string, excerpts: (catalogue: Catalogue) => Readonly<Record<string, Catalogue>>): Plugin {
  return {
    name: 'vendor-lens:catalogue',
    generateBundle() {
      const catalogue = readCatalogue();
      for (const [name, excerpt] of Object.entries(excerpts(catalogue)))
        this.emitFile({ type: 'asset', fileName: `${folder}${name}.json`, source: JSON.stringify(excerpt) });
      const index = new Uint8Array(buildIndex(catalogue, readHanPairs()));
      this.emitFile({ type: 'asset', fileName: `${folder}index.bin`, source: index });
    },
  };
}

/** Puts the words of everyday language into the build, with the notice that they may not go without. */
function ordinaryWords(): Plugin {
  return {
    name: 'vendor-lens:ordinary-words',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'data/ordinary-words.txt',
        source: packOrdinaryWords(readOrdinaryWords(), createFoldTables(readHanPairs())),
      });
      const notice = readFileSync(`${root}src/data/ordinary-words/NOTICE.txt`, 'utf8');
      this.emitFile({ type: 'asset', fileName: 'data/ordinary-words-notice.txt', source: notice });
    },
  };
}

/**
 * Removes `web_accessible_resources` from the emitted manifest. The plugin that builds the manifest adds them for a
 * dynamically registered script, but ours is self-contained, and anything a page can fetch tells it that we are here.
 */
function noWebAccessibleResources(): Plugin {
  return {
    name: 'vendor-lens:no-web-accessible-resources',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const file = bundle['manifest.json'];
        if (file?.type !== 'asset') this.error('the manifest was not emitted before this plugin ran');
        const emitted = JSON.parse(String(file.source)) as Record<string, unknown>;
        delete emitted.web_accessible_resources;
        file.source = JSON.stringify(emitted, null, 2);
      },
    },
  };
}

/**
 * Makes the polyfill a module. As CommonJS it would be given a copy of `browser`, which has every interface of the browser
 * made for that, of which a script uses a few.
 */
function polyfillAsModule(): Plugin {
  return {
    name: 'vendor-lens:polyfill-as-module',
    transform(code, id) {
      if (!id.endsWith('/webextension-polyfill/dist/browser-polyfill.js')) return undefined;
      return { code: `const module = { exports: {} }, { exports } = module;\n${code}\nexport default module.exports;`, map: null };
    },
  };
}

/**
 * Puts the worker and all that it imports into the file that the manifest names, as a script and no module. Browsers start
 * it anew for nearly every event: what they need to fetch files one after the other, and to link them, is a good part of
 * what a start takes.
 */
function workerInOneFile(): Plugin {
  const worker = 'service-worker-loader.js';
  return {
    name: 'vendor-lens:worker-in-one-file',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const emitted: Plugin = {
          name: 'vendor-lens:emitted-files',
          enforce: 'pre',
          resolveId: (path, from) => posix.join(posix.dirname(from ?? ''), path),
          load: (path) => {
            const file = bundle[path];
            return file?.type === 'chunk' ? file.code : String(file?.source);
          },
        };
        const manifest = bundle['manifest.json'];
        const loader = bundle[worker];
        if (manifest?.type !== 'asset' || loader?.type !== 'asset') this.error('the manifest and the worker were not emitted as assets');
        const { output } = (await build({
          configFile: false,
          logLevel: 'error',
          plugins: [emitted],
          build: {
            write: false,
            target,
            minify: false,
            modulePreload: false,
            rolldownOptions: { input: worker, output: { format: 'iife', strict: true, topLevelVar } },
          },
        })) as Rolldown.RolldownOutput;
        // What was built of these as modules: the worker is in one file now, and the others have a file of their own each.
        for (const file of Object.values(bundle)) {
          const entry = file.type === 'chunk' ? (file.facadeModuleId?.split('?')[0] ?? '') : '';
          if (entry.endsWith('/src/background/index.ts') || entry.endsWith('.iife.ts')) delete bundle[file.fileName];
        }
        dropUnused(bundle);
        loader.source = output[0].code;
        const { background, ...rest } = JSON.parse(String(manifest.source)) as { background: Record<string, unknown> };
        const { type: _module, ...asScript } = background;
        manifest.source = JSON.stringify({ ...rest, background: asScript }, null, 2);
      },
    },
  };
}

/** Drops parts that only such modules had in common. */
function dropUnused(bundle: Rolldown.OutputBundle): void {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const used = new Set(chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]));
  const unused = chunks.filter(({ isEntry, isDynamicEntry, fileName }) => !isEntry && !isDynamicEntry && !used.has(fileName));
  for (const { fileName } of unused) delete bundle[fileName];
  if (unused.length > 0) dropUnused(bundle);
}

function manifestFor(browser: 'chrome' | 'firefox'): ManifestV3Export {
  if (browser === 'chrome') return { ...manifest, storage: { managed_schema: 'managed-schema.json' } } as unknown as ManifestV3Export;
  const { minimum_chrome_version: _chromeOnly, background, ...shared } = manifest;
  return {
    ...shared,
    background: { scripts: [background.service_worker], type: 'module' },
    browser_specific_settings: {
      gecko: {
        id: geckoId,
        strict_min_version: '128.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  } as unknown as ManifestV3Export;
}

function extensionBuild(browser: 'chrome' | 'firefox'): UserConfig {
  return {
    plugins: [
      preact(),
      polyfillAsModule(),
      crx({ manifest: manifestFor(browser), browser }),
      catalogueFiles('data/', (catalogue) => ({ catalogue: withoutTerms(catalogue) })),
      ordinaryWords(),
      noWebAccessibleResources(),
      workerInOneFile(),
    ],
    define: { ...definePageFilter(), ...defineFaceWords(), RULES: JSON.stringify(rulesOf(readCatalogue())) },
    build: {
      outDir: `dist/${browser}`,
      emptyOutDir: true,
      target,
      // Reviewers of the stores, and of the organisation, read what is shipped.
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        output: {
          topLevelVar,
          // What the worker begins with is in files of its own, so that it comes first where they are put together.
          codeSplitting: {
            groups: [
              { name: 'packaged', test: /\/src\/platform\/packaged\.ts$/, priority: 1 },
              { name: 'begin', test: /\/src\/background\/begin\.ts$/ },
            ],
          },
        },
      },
    },
  };
}

function commandLineBuild(): UserConfig {
  return {
    publicDir: false,
    plugins: [
      catalogueFiles('', (catalogue) => ({ catalogue })),
      {
        name: 'vendor-lens:package',
        generateBundle() {
          // So that the folder runs wherever it is copied to, and knows its version there.
          this.emitFile({
            type: 'asset',
            fileName: 'package.json',
            source: JSON.stringify({ name: packageJson.name, version: packageJson.version, type: 'module' }),
          });
        },
      },
      {
        name: 'vendor-lens:locales',
        closeBundle() {
          cpSync(`${root}public/_locales`, `${root}dist/cli/_locales`, { recursive: true });
        },
      },
    ],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: 'dist/cli',
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: { 'vendor-lens': 'src/cli/main.ts', worker: 'src/cli/worker.ts' },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
          topLevelVar,
          banner: ({ name }) => (name === 'vendor-lens' ? '#!/usr/bin/env node' : ''),
        },
      },
    },
  };
}

export default defineConfig(({ mode }) => {
  if (mode === 'chrome' || mode === 'firefox') return extensionBuild(mode);
  if (mode === 'cli') return commandLineBuild();
  return { plugins: [preact()], publicDir: false };
});
