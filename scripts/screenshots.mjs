/** Pictures of the real extension for looking at: `node scripts/screenshots.mjs`, into out/screenshots. Needs a build. */
import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './lib/run.mjs';

const { module } = await runnerImport(resolve(root, 'scripts/screenshots.ts'), { configFile: false, root });
await module.takeScreenshots();
