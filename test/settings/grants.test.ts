import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createGrants, type Grants } from '../../src/settings/grants.ts';
import { createSettingsStore, type SettingsStore } from '../../src/settings/store.ts';
import type { Subscription } from '../../src/settings/subscriptions.ts';
import { FakeManagedSource } from '../fakes/managed-source.ts';
import { FakePermissions } from '../fakes/permissions.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';

const LIST = 'https://lists.example/group.jws';
const SERVER = 'https://lists.example/*';
const SHOP = '*://shop.example/*';
const EVERYWHERE = '<all_urls>';

let permissions: FakePermissions;
let settings: SettingsStore;
let area: FakeStorageArea;
let followed: Pick<Subscription, 'url' | 'hadAccess'>[];
let grants: Grants;

const open = (isFixed = false): Grants =>
  createGrants({ settings, area, subscriptions: { all: async () => followed as Subscription[] }, isFixed, ...permissions });

beforeEach(() => {
  permissions = new FakePermissions();
  settings = createSettingsStore(new FakeStorageArea(), new FakeManagedSource());
  area = new FakeStorageArea();
  followed = [];
  grants = open();
});

const chosen = async (): Promise<readonly string[] | undefined> => (await settings.read()).settings.readGrants;
/** What the browser tells of a grant. */
const grant = async (...origins: readonly string[]): Promise<void> => {
  permissions.granted = [...permissions.granted, ...origins];
  await grants.settle(origins);
};
/** Asks for the server, is told of the grant as the worker is, and follows. */
async function follow(): Promise<void> {
  await grants.requestServers([LIST]);
  await grants.settle([SERVER]);
  followed.push({ url: LIST });
}

describe('a server of a list', () => {
  test('is not read for it, neither before the list is followed nor after', async () => {
    await grants.requestServers([LIST]);
    await grants.settle([SERVER]);
    expect((await grants.read()).forReading).toEqual([]);
    followed.push({ url: LIST });
    await grants.settle([]);
    expect([permissions.granted, (await grants.read()).forReading]).toEqual([[SERVER], []]);
  });

  test('stays when nothing is to be read without a click any more', async () => {
    await follow();
    await grants.requestReading([SHOP]);
    await grants.settle([SHOP]);
    await grants.withdrawReading((await grants.read()).forReading);
    expect([permissions.granted, (await grants.read()).forReading]).toEqual([[SERVER], []]);
  });

  test('that was chosen for reading too stays for the list when its reading ends, and is not read', async () => {
    await follow();
    await grants.requestReading([SERVER]);
    expect((await grants.read()).forReading).toEqual([SERVER]);
    await grants.withdrawReading([SERVER]);
    expect([permissions.granted, (await grants.read()).forReading]).toEqual([[SERVER], []]);
  });

  test('goes back with its list, but not while it is read or another list comes from there', async () => {
    await follow();
    followed.push({ url: 'https://lists.example/other.jws' });
    followed.shift();
    await grants.releaseServer(LIST);
    expect(permissions.granted).toEqual([SERVER]);

    followed.pop();
    await grants.requestReading([SERVER]);
    await grants.releaseServer(LIST);
    expect([permissions.granted, (await grants.read()).forReading]).toEqual([[SERVER], [SERVER]]);

    await grants.withdrawReading([SERVER]);
    expect(permissions.granted).toEqual([]);
  });

  test('that a wider grant covers goes back alone', async () => {
    await grant(EVERYWHERE);
    await follow();
    followed = [];
    await grants.releaseServer(LIST);
    expect([permissions.granted, (await grants.read()).forReading]).toEqual([[EVERYWHERE], [EVERYWHERE]]);
  });

  test.each([
    { browser: 'Chromium', grantsParts: true, left: [SERVER], isReachable: true },
    { browser: 'Firefox', grantsParts: false, left: [], isReachable: false },
  ])('that only every site covered: kept where the browser can, told where not ($browser)', async ({ grantsParts, left, isReachable }) => {
    permissions.grantsParts = grantsParts;
    await grant(EVERYWHERE);
    await follow();
    if (grantsParts) await permissions.remove([SERVER]);
    expect((await grants.read()).servers).toEqual([{ origin: SERVER, host: 'lists.example', isReachable: true }]);
    await grants.withdrawReading([EVERYWHERE]);
    expect([permissions.granted, (await grants.read()).forReading]).toEqual([left, []]);
    expect((await grants.read()).servers).toMatchObject([{ isReachable }]);
  });

  test('that was declined leaves nothing behind', async () => {
    permissions.isAllowed = false;
    expect(await grants.requestServers([LIST])).toBe(false);
    expect([permissions.granted, await chosen()]).toEqual([[], undefined]);
  });
});

describe('a server that was asked for and is not followed', () => {
  /** Whoever asked is gone, and so is the worker: what is left is in the browser. */
  const restart = async (): Promise<void> => {
    grants = open();
    await grants.releaseLeft();
    await grants.settle([]);
  };

  test('is given back at the next start, also where nobody heard of the grant', async () => {
    await grants.requestServers([LIST, 'https://other.example/list.jws']);
    await restart();
    expect([permissions.granted, (await grants.read()).forReading]).toEqual([[], []]);
  });

  test('stays where its pages are read or a list comes from there after all', async () => {
    await grants.requestServers([LIST, 'https://shop.example/list.jws']);
    await grants.settle([SERVER, 'https://shop.example/*']);
    await grants.requestReading(['https://shop.example/*']);
    followed.push({ url: LIST });
    await restart();
    expect(permissions.granted).toEqual([SERVER, 'https://shop.example/*']);
  });

  test('leaves what was granted for reading by hand, before and after', async () => {
    await grant(SHOP);
    await grants.requestServers([LIST]);
    await grants.settle([SERVER]);
    await grants.releaseServer(LIST);
    // From here on nobody asks for it: in the browser's own pages it is granted for reading.
    await grant(SERVER);
    await restart();
    expect([permissions.granted, (await grants.read()).forReading]).toEqual([
      [SHOP, SERVER],
      [SHOP, SERVER],
    ]);
  });

  test('and that was declined may be granted for reading by hand', async () => {
    permissions.isAllowed = false;
    await grants.requestServers([LIST]);
    await grant(SERVER);
    await restart();
    expect((await grants.read()).forReading).toEqual([SERVER]);
  });

  test('stays where it came with the installation', async () => {
    permissions.granted = [SERVER];
    const fixed = open(true);
    await fixed.requestServers([LIST]);
    await fixed.releaseLeft();
    expect([permissions.granted, await area.keys()]).toEqual([[SERVER], []]);
  });
});

test('the browser is asked for its grants once', async () => {
  await follow();
  const asked = vi.spyOn(permissions, 'getGranted');
  grants = open();
  await grants.read();
  expect(asked).toHaveBeenCalledOnce();
});

describe('reading', () => {
  test('is granted by the browser’s own pages too, and by a request whose page was closed meanwhile', async () => {
    await grant(SHOP);
    await grant('https://other.example/*');
    expect((await grants.read()).forReading).toEqual([SHOP, 'https://other.example/*']);
  });

  test('needs the grant as well as the choice: what the browser withdraws is over at once, and chosen no more', async () => {
    await grant(SHOP);
    permissions.granted = [];
    expect((await grants.read()).forReading).toEqual([]);
    await grants.settle([]);
    expect(await chosen()).toEqual([]);
    // Followed later, a list from there must not have it read again.
    followed.push({ url: 'https://shop.example/list.jws' });
    permissions.granted = [SHOP, 'https://shop.example/*'];
    expect((await grants.read()).forReading).toEqual([]);
  });

  test('of every site that the browser narrows to one is reading of that one', async () => {
    await grant(EVERYWHERE);
    await follow();
    permissions.granted = [SERVER, SHOP];
    await grants.settle([SHOP]);
    expect((await grants.read()).forReading).toEqual([SHOP]);
  });

  test('that the reviewer declined sets nothing', async () => {
    permissions.isAllowed = false;
    expect(await grants.requestReading([SHOP], { onlySites: ['shop.example/orders'] })).toBe(false);
    expect((await settings.read()).settings).toMatchObject({ onlySites: [] });
  });

  test('is asked for at once, since browsers ask only inside a click', () => {
    void grants.requestReading([SHOP]);
    void grants.requestServers([LIST]);
    expect(permissions.asked).toEqual([[SHOP], [SERVER]]);
  });
});

describe('what an earlier version left', () => {
  test('is read, but for servers that were granted for lists alone', async () => {
    followed = [
      { url: LIST, hadAccess: false },
      { url: 'https://intranet.example/list.jws', hadAccess: true },
    ];
    permissions.granted = [SERVER, 'https://intranet.example/*', SHOP];
    // Until it is sorted nothing that was read is overlooked.
    expect((await grants.read()).forReading).toEqual(permissions.granted);
    await grants.settle([]);
    expect((await grants.read()).forReading).toEqual(['https://intranet.example/*', SHOP]);
  });

  test('is nothing after a fresh installation, and nothing is written then', async () => {
    await grants.settle([]);
    expect(await chosen()).toBeUndefined();
  });

  test('is all of it where the grants came with the installation, whatever was chosen with another package', async () => {
    await settings.update({ readGrants: [SHOP] });
    permissions.granted = [EVERYWHERE];
    followed = [{ url: LIST }];
    const fixed = open(true);
    await fixed.settle([]);
    await fixed.releaseServer(LIST);
    expect([(await fixed.read()).forReading, await chosen(), permissions.granted]).toEqual([[EVERYWHERE], undefined, [EVERYWHERE]]);
  });
});
