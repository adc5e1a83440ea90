import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { readCatalogue, readHanPairs } from './scripts/catalogue.ts';
import { definePageFilter } from './scripts/page-filter.ts';
import { buildIndex } from './src/core/index-build.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The add-on id by which Firefox knows the extension; part of its address in policies. */
const geckoId = 'vendor-lens@vendor-lens.example';

/** Puts the checked catalogue and the compiled index into the build; a malformed data file stops it here. */
function catalogueFiles(folder: string): Plugin {
  return {
    name: 'vendor-lens:catalogue',
    generateBundle() {
      const catalogue = readCatalogue();
      this.emitFile({ type: 'asset', fileName: `${folder}catalogue.json`, source: JSON.stringify(catalogue) });
      const index = new Uint8Array(buildIndex(catalogue, readHanPairs()));
      this.emitFile({ type: 'asset', fileName: `${folder}index.bin`, source: index });
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

function manifestFor(browser: 'chrome' | 'firefox'): ManifestV3Export {
  if (browser === 'chrome') return manifest as unknown as ManifestV3Export;
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
    plugins: [preact(), crx({ manifest: manifestFor(browser), browser }), catalogueFiles('data/'), noWebAccessibleResources()],
    define: definePageFilter(),
    build: {
      outDir: `dist/${browser}`,
      emptyOutDir: true,
      target: 'es2022',
      // Reviewers of the stores, and of the organisation, read what is shipped.
      minify: false,
      modulePreload: false,
    },
  };
}

function commandLineBuild(): UserConfig {
  return {
    publicDir: false,
    plugins: [
      catalogueFiles(''),
      {
        name: 'vendor-lens:locales',
        closeBundle() {
          cpSync(`${root}public/_locales`, `${root}dist/cli/_locales`, { recursive: true });
        },
      },
    ],
    ssr: { noExternal: true },
    build: {
      ssr: 'src/cli/main.ts',
      outDir: 'dist/cli',
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'vendor-lens.js', banner: '#!/usr/bin/env node' } },
    },
  };
}

export default defineConfig(({ mode }) => {
  if (mode === 'chrome' || mode === 'firefox') return extensionBuild(mode);
  if (mode === 'cli') return commandLineBuild();
  return { plugins: [preact()], publicDir: false };
});
