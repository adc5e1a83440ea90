import { afterEach, expect, test, vi } from 'vitest';
import { managedSource } from '../../src/platform/managed.ts';

// It can be loaded in an extension only, and is not asked here.
vi.mock('../../src/platform/browser.ts', () => ({ browser: {} }));

/** The browser's area, and its event. */
function area(get: () => Promise<Record<string, unknown>>) {
  const told: (() => void)[] = [];
  const source = managedSource({ get, onChanged: { addListener: (listener) => told.push(listener) } });
  return { source, tell: () => told.forEach((listener) => void listener()) };
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test.each<[rule: string, get: () => Promise<Record<string, unknown>>, values: unknown]>([
  ['values', async () => ({ homeMarket: 'US' }), { homeMarket: 'US' }],
  ['nothing, as Chromium answers without a policy', async () => ({}), null],
  ['an error that means no policy, as in Firefox', () => Promise.reject(new Error('Managed storage manifest not found')), null],
])('%s', async (_rule, get, values) => {
  expect(await area(get).source.read()).toEqual({ isRead: true, values });
});

test('any other error is no answer: it is told of, and asked again', async () => {
  const error = vi.spyOn(console, 'error').mockReturnValue();
  const get = vi.fn(async () => ({ homeMarket: 'US' }));
  get.mockRejectedValueOnce(new Error('Permission denied'));
  const { source } = area(get);
  expect(await source.read()).toEqual({ isRead: false, reason: 'Permission denied' });
  expect(error).toHaveBeenCalledOnce();
  expect(await source.read()).toEqual({ isRead: true, values: { homeMarket: 'US' } });
});

test('who watches is told once it can be read again, whoever asked, and only then', async () => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockReturnValue();
  const get = vi.fn(() => Promise.reject<Record<string, unknown>>(new Error('not ready')));
  const { source } = area(get);
  const heard = vi.fn();
  source.watch(heard);
  await source.read();
  // After 1, 3, 7 and 15 seconds.
  await vi.advanceTimersByTimeAsync(20_000);
  expect([get.mock.calls.length, heard.mock.calls.length]).toEqual([5, 0]);
  get.mockResolvedValue({ homeMarket: 'US' });
  await vi.advanceTimersByTimeAsync(20_000);
  expect([get.mock.calls.length, heard.mock.calls.length]).toEqual([6, 1]);
  await source.read();
  await vi.advanceTimersByTimeAsync(200_000);
  expect([get.mock.calls.length, heard.mock.calls.length]).toEqual([6, 1]);
});

test('a policy that cannot be read is asked for ever more seldom, so that a worker comes to rest', async () => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockReturnValue();
  const times: number[] = [];
  const start = Date.now();
  const { source } = area(async () => {
    times.push((Date.now() - start) / 1_000);
    throw new Error('not ready');
  });
  source.watch(() => undefined);
  await source.read();
  await vi.advanceTimersByTimeAsync(300_000);
  expect(times).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 191, 255]);
});

test('an answer is kept until the browser tells of a change', async () => {
  const get = vi.fn(async () => ({ homeMarket: 'US' }));
  const { source, tell } = area(get);
  await source.read();
  await source.read();
  expect(get).toHaveBeenCalledOnce();
  tell();
  await source.read();
  expect(get).toHaveBeenCalledTimes(2);
});
