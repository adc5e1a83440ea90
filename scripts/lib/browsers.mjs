/** Finds the browsers of this machine, and installs them where that is one command and ours to give. */
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fail, run } from './run.mjs';

/** @typedef {'chromium' | 'firefox'} BrowserKind */

/** Debian packages. The fonts are for the Chinese pages: without them a screenshot shows boxes. */
const debianPackages = { chromium: ['chromium', 'fonts-noto-cjk'], firefox: ['firefox-esr', 'fonts-noto-cjk'] };

/** Any Chromium will do; the unbranded come first, as their version is what the machine's owner chose for testing. */
const commands = {
  chromium: [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'chrome',
    'microsoft-edge',
    'microsoft-edge-stable',
    'msedge',
  ],
  firefox: ['firefox', 'firefox-esr'],
};

/**
 * Path of a browser's executable, or undefined. Asked in this order: the variable CHROMIUM or FIREFOX, PATH, the places
 * where its installer puts it.
 * @param {BrowserKind} kind
 * @returns {string | undefined}
 */
export function findBrowser(kind) {
  const named = process.env[kind.toUpperCase()];
  if (named) {
    if (!isExecutable(named)) fail(`${kind.toUpperCase()}=${named} is not an executable file.`);
    return named;
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = commands[kind].flatMap((command) => folders.map((folder) => join(folder, command + suffix)));
  return [...onPath, ...wellKnownPlaces(kind)].find(isExecutable);
}

/**
 * Paths of all the browsers asked for. Those missing are installed when this is Debian and we are root; otherwise says
 * how to get them and ends the script.
 * @param {readonly BrowserKind[]} kinds
 * @returns {Promise<Partial<Record<BrowserKind, string>>>} with every kind that was asked for
 */
export async function ensureBrowsers(kinds) {
  const missing = kinds.filter((kind) => !findBrowser(kind));
  if (missing.length > 0) {
    const packages = [...new Set(missing.flatMap((kind) => debianPackages[kind]))];
    if (isDebian() && process.getuid?.() === 0) await installPackages(packages);
    else fail(howToGet(missing, packages));
  }
  /** @type {Partial<Record<BrowserKind, string>>} */
  const found = {};
  for (const kind of kinds) {
    found[kind] = findBrowser(kind) ?? fail(`${kind} was installed but not found; set ${kind.toUpperCase()} to its path.`);
  }
  return found;
}

/** @param {readonly string[]} packages */
async function installPackages(packages) {
  console.log(`Installing ${packages.join(', ')} (apt-get)`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  // An outdated index names versions that the mirror no longer has, hence the update first.
  const code = (await run('apt-get', ['update'], env)) || (await run('apt-get', ['install', '-y', ...packages], env));
  if (code !== 0) fail(`apt-get could not install ${packages.join(', ')}; see above.`);
}

/**
 * @param {readonly BrowserKind[]} missing
 * @param {readonly string[]} packages
 */
function howToGet(missing, packages) {
  const names = missing.map((kind) => (kind === 'chromium' ? 'Chromium, Chrome or Edge' : 'Firefox'));
  const variables = missing.map((kind) => kind.toUpperCase()).join(' and ');
  const get = isDebian()
    ? `run "sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}"`
    : missing
        .map((kind) => (kind === 'chromium' ? 'install https://www.google.com/chrome/' : 'install https://www.mozilla.org/firefox/'))
        .join(', ');
  return `No ${names.join(' and no ')} found: ${get}, or set ${variables} to the path of one, and try again.`;
}

/** Debian itself: Ubuntu's packages of the same names only point to its snap store. */
function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    // No such file: not a Linux of today.
    return false;
  }
}

/**
 * @param {BrowserKind} kind
 * @returns {string[]}
 */
function wellKnownPlaces(kind) {
  const isChromium = kind === 'chromium';
  switch (process.platform) {
    case 'darwin': {
      const apps = isChromium ? ['Chromium', 'Google Chrome', 'Microsoft Edge'] : ['Firefox'];
      return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
        apps.map((app) => join(folder, `${app}.app/Contents/MacOS`, isChromium ? app : 'firefox')),
      );
    }
    case 'win32': {
      const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
      const files = isChromium
        ? ['Chromium/Application/chrome.exe', 'Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe']
        : ['Mozilla Firefox/firefox.exe'];
      return folders.flatMap((folder) => (folder ? files.map((file) => join(folder, file)) : []));
    }
    default:
      return isChromium
        ? ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge']
        : ['/usr/lib/firefox/firefox', '/opt/firefox/firefox'];
  }
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Missing, or not ours to run: either way not a browser for us.
    return false;
  }
}
