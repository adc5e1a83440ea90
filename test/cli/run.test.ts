import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { Screen } from '../../src/cli/screening.ts';
import { FakeOutside } from '../fakes/outside.ts';
import { approvedReport } from '../fakes/report-data.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/files/${name}`, import.meta.url));

/** Finds nothing in any file but says that it counted so many. */
const screenCounting =
  (counted: number): Screen =>
  ({ coverage }) => ({
    report: {
      confirmed: [],
      asked: [],
      possible: [],
      former: [],
      exempt: [],
      counted,
      vendors: counted,
      coverage: { frames: 1, ...coverage },
      lines: null,
      lists: { enabled: 1, incomplete: [] },
    },
    findings: [],
  });

test.each([
  [0, ['clean.txt'], 0],
  [1, ['clean.txt'], 1],
  [1, ['clean.txt', 'no-such-file'], 2],
  [0, ['no-such-file', 'clean.txt'], 2],
])('with %i counted in each of %j the exit code is %i', async (counted, files, code) => {
  const outside = new FakeOutside(screenCounting(counted));
  expect(await run(['check', ...files.map(fixture)], outside)).toBe(code);
  expect(outside.output).toContain('clean.txt');
});

test.each([
  [['check', 'x'], {}],
  [['check', '--all-lists', 'x'], { one: true, two: true }],
  [['check', '--lists', 'two', 'x'], { one: false, two: true }],
])('%j switches lists %j', async (args, lists) => {
  const outside = new FakeOutside(screenCounting(0));
  await run(args, outside);
  expect(outside.policy?.lists).toEqual(lists);
});

test('an unknown list is said, the others are used, and the exit code is 2', async () => {
  const outside = new FakeOutside(screenCounting(1));
  expect(await run(['check', '--lists', 'nine,two', fixture('clean.txt')], outside)).toBe(2);
  expect(outside.policy?.lists).toEqual({ one: false, two: true });
  expect(outside.errors).toMatch(/^vendor-lens: nine: .*; .*\n$/);
});

test('with unknown lists only nothing is checked, since that would find nothing', async () => {
  const outside = new FakeOutside(screenCounting(0));
  expect(await run(['check', '--lists', 'nine', fixture('clean.txt')], outside)).toBe(2);
  expect(outside.output).toBe('');
});

test('a file on which screening fails is said, and the next is still checked', async () => {
  let calls = 0;
  const outside = new FakeOutside((document) => {
    if (calls++ === 0) throw new Error('boom');
    return screenCounting(0)(document);
  });
  expect(await run(['check', fixture('clean.txt'), fixture('quote-en.txt')], outside)).toBe(2);
  expect(outside.errors).toMatch(/clean\.txt: .*boom.*; .*\n$/);
  expect(outside.output).toContain('quote-en.txt');
});

test('when the reader goes away the end is quiet, and files not looked at make it 2', async () => {
  const all = new FakeOutside(screenCounting(1));
  all.portions = 0;
  expect(await run(['check', fixture('clean.txt')], all)).toBe(1);
  const some = new FakeOutside(screenCounting(1));
  some.portions = 0;
  expect(await run(['check', fixture('clean.txt'), fixture('clean.txt')], some)).toBe(2);
  expect(all.errors + some.errors).toBe('');
});

test.each([['messages'], ['catalogue'], ['index']] as const)('a program whose %s is missing says so in one line', async (part) => {
  const outside = new FakeOutside(screenCounting(0), {
    [part]: async () => {
      throw new Error('no such file');
    },
  });
  expect(await run(['check', fixture('clean.txt')], outside)).toBe(2);
  expect(outside.errors).toMatch(/^vendor-lens: .*no such file.*; .*\n$/);
});

test('--version and --help need no catalogue', async () => {
  const outside = new FakeOutside(screenCounting(0), { catalogue: () => Promise.reject(new Error('must not be read')) });
  expect(await run(['--version'], outside)).toBe(0);
  expect(outside.output).toBe('1.2.3\n');
  expect(await run(['--help'], outside)).toBe(0);
});

test('the table cuts what is long in a terminal, and nothing where it may be kept; reasons are those of the popup', async () => {
  const [group] = approvedReport.confirmed;
  const [item] = group?.items ?? [];
  const [finding] = item?.findings ?? [];
  if (!item || !finding) throw new Error('the report has no finding');
  const words = `${'PA-440 '.repeat(12)}end`;
  const screen: Screen = (document) => ({
    ...screenCounting(1)(document),
    findings: [{ finding, item, verdict: 'confirmed', start: 0, end: 6, text: words }],
  });
  const tableFor = async (columns: number | undefined, language = 'en'): Promise<string> => {
    const outside = new FakeOutside(screen);
    outside.columns = columns;
    await run(['check', '--lang', language, fixture('clean.txt')], outside);
    return outside.output;
  };
  const kept = await tableFor(undefined);
  expect(kept).toContain(words);
  expect(kept).toContain('“PA-440” can also mean something else; counted because “Palo Alto Networks” stands in the same row or paragraph');
  expect(kept).toMatch(/^ {2}Instead of .*\); \S/m);
  expect(await tableFor(undefined, 'zh_CN')).toMatch(/^ {2}\S.*的替代：.*）；\S/m);
  const shown = await tableFor(400);
  expect(shown).not.toContain(words);
  expect(shown).toContain(`${words.slice(0, 43)}…`);
});
