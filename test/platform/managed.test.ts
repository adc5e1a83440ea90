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

afterEach(() => vi.restoreAllMocks());

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
