/**
 * `npm start [URL or FILE]`: sets up what is missing, builds, and opens a real browser with the extension on a sample
 * purchase order or on what was named. The demo itself is `demo.ts`: it can only be loaded once vite is installed.
 */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureBrowsers, findBrowser } from './lib/browsers.mjs';
import { fail, root, runQuietly } from './lib/run.mjs';
import { ensureDependencies } from './lib/setup.mjs';

const usage = 'usage: npm start [URL or FILE]   or: npm start -- [--firefox] [--headless] [URL or FILE]';

/** @type {string[]} */
const targets = [];
const options = { firefox: false, headless: false };
for (const argument of process.argv.slice(2)) {
  if (argument === '--firefox') options.firefox = true;
  else if (argument === '--headless') options.headless = true;
  else if (argument.startsWith('-') || targets.length === 1) fail(usage);
  else targets.push(argument);
}

const isAddress = /^https?:/.test(targets[0] ?? '');
// npm runs scripts in the repository root; a file is named from where the reader stands.
const target = targets[0] && !isAddress ? resolve(process.env.INIT_CWD ?? '.', targets[0]) : targets[0];
if (target && !isAddress) {
  const found = statSync(target, { throwIfNoEntry: false });
  if (!found) fail(`${target}: no such file. Check the name; an address begins with https:// or http://.`);
  if (found.isDirectory()) fail(`${target} is a folder. Name one file in it.`);
}

await ensureDependencies();
const kind = options.firefox || (!findBrowser('chromium') && findBrowser('firefox')) ? 'firefox' : 'chromium';
await ensureBrowsers([kind]);
console.log('Building the extension');
if ((await runQuietly('npm', ['run', '--silent', 'build'])) !== 0) fail('The build failed; see above.');

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const { runnerImport } = await import('vite');
const { module } = await runnerImport(resolve(root, 'scripts/demo.ts'), { configFile: false, root });
process.exitCode = await module.runDemo({
  kind,
  headless: options.headless || !hasDisplay,
  target,
});
