import { describe, expect, test } from 'vitest';
import { type FirstRunPorts, welcome } from '../../src/background/first-run.ts';

async function opensSetUp(known: { keys?: string[]; isManaged?: boolean; isEverywhere?: boolean }): Promise<boolean> {
  let isOpen = false;
  const ports: FirstRunPorts = {
    storedKeys: async () => known.keys ?? [],
    hasManagedSettings: async () => known.isManaged ?? false,
    isEverywhere: async () => known.isEverywhere ?? false,
    openSetUp: async () => {
      isOpen = true;
    },
  };
  await welcome(ports);
  return isOpen;
}

describe('the set-up page opens by itself', () => {
  test('for who has nothing stored and no policy', async () => expect(await opensSetUp({})).toBe(true));
  test('not for who has used the extension before', async () => expect(await opensSetUp({ keys: ['settings'] })).toBe(false));
  test('not where the organisation sets something', async () => expect(await opensSetUp({ isManaged: true })).toBe(false));
  test('not for the package that an administrator installs', async () => expect(await opensSetUp({ isEverywhere: true })).toBe(false));
});
