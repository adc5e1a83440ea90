/**
 * Builds the pages of real components (test/fixtures/components) into out/components, where the browser tests find them.
 * Apart from vite.config.ts, so that nothing of them can get into what is shipped.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const folder = fileURLToPath(new URL('test/fixtures/components', import.meta.url));

/** Every HTML file is a page, frames within pages too. */
function listPages(): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.html')).map((file) => join(folder, file));
}

export default defineConfig({
  root: folder,
  publicDir: false,
  // Warnings would be about the components, not about our pages.
  logLevel: 'error',
  build: {
    outDir: fileURLToPath(new URL('out/components', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    minify: false,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { input: listPages() },
  },
});
