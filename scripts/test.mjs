/**
 * `npm test`: every check as its own step, so that a red mark names its cause. Sets up what is missing first. A step
 * that fails does not stop those that do not need it. The last line says `N passed, N failed`: tests where a step runs
 * tests, otherwise the step itself.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureBrowsers } from './lib/browsers.mjs';
import { root, run } from './lib/run.mjs';
import { ensureDependencies } from './lib/setup.mjs';

/** @type {readonly { script: string, title: string, tests?: boolean, needs?: readonly string[] }[]} */
const steps = [
  { script: 'check:types', title: 'Types' },
  { script: 'check:lint', title: 'Lint' },
  { script: 'check:format', title: 'Format' },
  { script: 'test:unit', title: 'Unit tests', tests: true },
  { script: 'test:data', title: 'Data tests', tests: true },
  { script: 'build', title: 'Build' },
  { script: 'build:components', title: 'Pages of components' },
  { script: 'test:browser', title: 'Real-browser tests', tests: true, needs: ['build', 'build:components'] },
];

await ensureDependencies();
// Before the first step, not before the last: a missing browser should not cost the minutes of all the others.
const browsers = await ensureBrowsers(['chromium', 'firefox']);
const env = { CHROMIUM: browsers.chromium ?? '', FIREFOX: browsers.firefox ?? '' };

const folder = mkdtempSync(join(tmpdir(), 'vendor-lens-test-'));
let passed = 0;
let failed = 0;
/** @type {string[]} */
const failures = [];
/** Said again at the end: a reader of a cut log sees the last lines. @type {string[]} */
const failedTests = [];

for (const step of steps) {
  console.log(`\n=== ${step.title} (npm run ${step.script})`);
  const missing = step.needs?.find((needed) => failures.includes(needed));
  if (missing) {
    console.log(`--- ${step.title}: not run, as ${missing} failed`);
    failures.push(step.script);
    failed += 1;
    continue;
  }
  const started = performance.now();
  const report = join(folder, `${step.script.replace(':', '-')}.json`);
  const reporters = step.tests ? ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : [];
  const code = await run('npm', ['run', '--silent', step.script, ...reporters], env);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`--- ${step.title}: ${code === 0 ? 'passed' : 'failed'} in ${seconds} s`);
  if (code !== 0) failures.push(step.script);
  const counts = step.tests ? readCounts(report) : undefined;
  failedTests.push(...(counts?.names ?? []));
  passed += counts ? counts.passed : Number(code === 0);
  // A run may fail without a failing test: a file that does not load, an error outside any test.
  failed += Math.max(counts?.failed ?? 0, Number(code !== 0));
}
rmSync(folder, { recursive: true, force: true });

console.log('');
for (const name of failedTests) console.log(`Failed: ${name}`);
if (failures.length > 0) console.log(`Failed: ${failures.map((script) => `npm run ${script}`).join(', ')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;

/**
 * Numbers from vitest's JSON report; undefined when it ended before writing one.
 * @param {string} file
 */
function readCounts(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    return { passed: Number(report.numPassedTests), failed: Number(report.numFailedTests), names: namesOfFailed(report.testResults) };
  } catch (error) {
    console.log(`No test report: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

/**
 * Files that failed, each failed test of theirs with the first line of its reason.
 * @param {readonly { name: string, status: string, message: string, assertionResults: readonly { status: string, fullName: string, failureMessages?: readonly string[] }[] }[]} files
 * @returns {string[]}
 */
function namesOfFailed(files) {
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0) return status === 'failed' ? [`${file}: ${firstLine(message)}`] : [];
    return tests.map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages?.[0])}`);
  });
}

/** @param {string | undefined} text */
function firstLine(text) {
  return text?.split('\n', 1)[0] ?? '';
}
