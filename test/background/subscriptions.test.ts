import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { compilePack } from '../../src/background/compile-pack.ts';
import { createFacts } from '../../src/background/facts.ts';
import { createSoundLists } from '../../src/background/sound-lists.ts';
import { Subscriptions } from '../../src/background/subscriptions.ts';
import { factsById } from '../../src/core/facts-by-id.ts';
import { buildIndex } from '../../src/core/index-build.ts';
import { screenStored } from '../../src/core/screen.ts';
import { createOwnLists, type OwnLists } from '../../src/settings/own-lists.ts';
import {
  createSubscriptionStore,
  isWaitingForKey,
  type Subscription,
  type SubscriptionStore,
  subscriptionKey,
} from '../../src/settings/subscriptions.ts';
import { catalogue, hanPairs } from '../core/invented.ts';
import { makeOwnList } from '../core/own-names.ts';
import { bytesOf, createTestKey, packJson, signed, type TestKey } from '../core/signed-packs.ts';
import { FakeFileServer } from '../fakes/file-server.ts';
import { FakeOwnListStore } from '../fakes/own-list-store.ts';
import { FakeStorageArea } from '../fakes/storage-area.ts';

const URL_OF_PACK = 'https://lists.example/group.jws';
const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-23T12:00:00Z');

const fetchIndex = async (): Promise<ArrayBuffer> => buildIndex(catalogue, hanPairs);
const fetchOrdinaryWords = async (): Promise<string> => 'falcon\n';

let ours: TestKey;
let theirs: TestKey;
beforeAll(async () => {
  [ours, theirs] = await Promise.all([createTestKey(), createTestKey()]);
});

let server: FakeFileServer;
let area: FakeStorageArea;
let listStore: FakeOwnListStore;
let lists: OwnLists;
let store: SubscriptionStore;
let planned: Map<string, number>;
/** How often each alarm comes again, ms. */
let repeated: Map<string, number>;
let recorded: Map<number, number>;
let hasAccess: boolean;
let releaseServer: ReturnType<typeof vi.fn<(url: string) => Promise<void>>>;
let compile: typeof compilePack;
let now: number;
let subscriptions: Subscriptions;

/** Another worker over the same storage, as after a kill. */
const startWorker = (): Subscriptions =>
  new Subscriptions({
    store,
    lists,
    alarms: {
      set: async (name, at, every) => {
        planned.set(name, at);
        repeated.set(name, every);
      },
      clear: async (name) => void planned.delete(name),
      all: async () => planned,
    },
    download: server.download,
    compile: (pack, list) => compile(pack, list, { fetchIndex, fetchOrdinaryWords }),
    countRecorded: async () => recorded,
    canReach: async () => hasAccess,
    releaseServer,
    keepAwake: (work) => work,
    now: () => now,
    today: () => new Date(now).toISOString().slice(0, 10),
    random: () => 0.5,
  });

/** An alarm comes. What the browsers do by themselves is done before anybody hears of it. */
function ring(name: string): void {
  now = Math.max(now, planned.get(name) as number);
  const every = repeated.get(name);
  if (every) planned.set(name, now + every);
  else planned.delete(name);
}

beforeEach(() => {
  server = new FakeFileServer();
  listStore = new FakeOwnListStore();
  area = new FakeStorageArea();
  lists = createOwnLists(listStore, area);
  store = createSubscriptionStore(area);
  planned = new Map();
  repeated = new Map();
  recorded = new Map();
  hasAccess = true;
  releaseServer = vi.fn(async () => undefined);
  compile = compilePack;
  now = NOON;
  subscriptions = startWorker();
});

const serve = async (change: Readonly<Record<string, unknown>> = {}, vendors?: readonly string[], key = ours): Promise<void> =>
  server.serve(await signed(packJson(change, vendors), key));

const only = async (): Promise<Subscription> => (await store.all())[0] as Subscription;

/** Subscribes and gives the id. */
async function follow(): Promise<string> {
  await subscriptions.subscribe(URL_OF_PACK, ours.thumbprint);
  return (await only()).id;
}

/** Vendors that are found in a text with the lists that are stored. */
async function found(text: string): Promise<string[]> {
  const facts = createFacts(
    { fetchIndex, readRules: () => factsById(catalogue), fetchCatalogue: async () => catalogue },
    lists,
    createSoundLists(new FakeStorageArea()),
    async () => [],
  );
  return (await screenStored(await facts.index(), [{ id: 1, text }], {})).map((match) => match.text);
}

/** What stands, whatever was said: the version, its names, and why there is no newer one. */
async function state() {
  const { version, failure, held } = await only();
  const [list] = await lists.all();
  return {
    version,
    stored: list?.origin.kind === 'subscription' ? list.origin.version : 0,
    count: list?.count ?? 0,
    failure: failure?.code,
    held,
  };
}

const TEXT = 'Quillfeather, Umbrage Works and Brimstone Nine';

describe('looking', () => {
  test('tells whose the pack is, and keeps nothing', async () => {
    await serve({ publisher: 'Group purchasing', expiresOn: '2027-01-31' });
    expect(await subscriptions.lookUp(URL_OF_PACK)).toEqual({
      url: URL_OF_PACK,
      key: ours.thumbprint,
      title: 'Group: do not buy',
      publisher: 'Group purchasing',
      kind: 'restricted',
      version: 7,
      issuedOn: '2026-11-20',
      expiresOn: '2027-01-31',
      entries: 2,
    });
    expect([await store.all(), await lists.all(), planned.size]).toEqual([[], [], 0]);
  });

  test('with a fingerprint given beforehand another key’s pack is refused', async () => {
    await serve();
    expect(await subscriptions.lookUp(URL_OF_PACK, theirs.thumbprint)).toEqual({ code: 'key', detail: ours.thumbprint });
  });

  test.each([
    ['http://lists.example/group.jws', 'address'],
    ['ftp://lists.example/', 'address'],
    ['https://user:secret@lists.example/', 'address'],
    ['lists', 'address'],
    ['http://localhost:8080/group.jws', undefined],
    [` ${URL_OF_PACK}#part `, undefined],
  ])('at %j is %s', async (address, code) => {
    await serve();
    const answer = await subscriptions.lookUp(address);
    expect('code' in answer ? answer.code : undefined).toBe(code);
  });

  test('at an address that is followed, or without permission, is refused', async () => {
    await serve();
    await follow();
    expect(await subscriptions.lookUp(URL_OF_PACK)).toEqual({ code: 'known', detail: '' });
    hasAccess = false;
    expect(await subscriptions.lookUp('https://other.example/')).toEqual({ code: 'no-access', detail: '' });
  });
});

describe('a first version', () => {
  test('is found in pages, stands among the own lists, and is looked for again in a day', async () => {
    await serve();
    const id = await follow();
    expect(await found(TEXT)).toEqual(['Quillfeather', 'Umbrage Works']);
    expect((await lists.all()).map(({ title, kind, count, origin }) => ({ title, kind, count, origin }))).toEqual([
      { title: 'Group: do not buy', kind: 'restricted', count: 2, origin: { kind: 'subscription', id, version: 7, key: ours.thumbprint } },
    ]);
    expect(await only()).toMatchObject({ pack: 'group-blocked', version: 7, checkedAt: NOON, goodAt: NOON, failure: null, change: null });
    expect(planned).toEqual(new Map([[subscriptionKey(id), NOON + 25 * HOUR]]));
  });

  test('of approved vendors is stored, and searched for nowhere', async () => {
    await serve({ kind: 'approved', entries: [{ vendor: 'Quillfeather', reference: 'C-1' }] });
    await follow();
    expect(await found(TEXT)).toEqual([]);
    const entries = await lists.entriesOf((await only()).list);
    expect(await entries?.getMany([0])).toEqual(new Map([[0, { vendor: 'Quillfeather', reference: 'C-1', categories: [] }]]));
  });

  test('that cannot be had leaves a subscription that says so and tries again in an hour', async () => {
    server.fault = 'offline';
    const id = await follow();
    expect(await state()).toEqual({ version: 0, stored: 0, count: 0, failure: 'offline', held: null });
    expect(planned.get(subscriptionKey(id))).toBe(NOON + 2 * HOUR);
    server.fault = null;
    await serve();
    await subscriptions.alarm(subscriptionKey(id));
    expect(await state()).toEqual({ version: 7, stored: 7, count: 2, failure: undefined, held: null });
  });
});

describe('a next version', () => {
  let id: string;
  beforeEach(async () => {
    await serve();
    id = await follow();
    now += 24 * HOUR;
  });

  test('takes the place of the one before, and what changed is noted with the findings it touches', async () => {
    recorded = new Map([[1, 3]]);
    await serve({ version: 8, entries: [{ vendor: 'Quillfeather', note: 'New' }, { vendor: 'Brimstone Nine' }] });
    await subscriptions.update(id);
    expect(await found(TEXT)).toEqual(['Quillfeather', 'Brimstone Nine']);
    expect((await only()).change).toEqual({
      from: 7,
      to: 8,
      at: now,
      added: { count: 1, names: ['Brimstone Nine'] },
      removed: { count: 1, names: ['Umbrage Works'] },
      changed: { count: 1, names: ['Quillfeather'] },
      touched: [{ name: 'Umbrage Works', findings: 3 }],
    });
    await subscriptions.dismiss(id);
    expect((await only()).change).toBeNull();
  });

  test('that only repeats what was there changes nothing', async () => {
    await serve({ version: 8 }, ['Quillfeather', 'Umbrage Works', 'Quillfeather']);
    await subscriptions.update(id);
    expect((await only()).change).toMatchObject({ added: { count: 0 }, removed: { count: 0 }, changed: { count: 0 } });
  });

  test('is not there: the server is asked with what it said, and the list is known to be current', async () => {
    await subscriptions.update(id);
    expect(server.asked).toEqual([undefined, expect.stringMatching(/^"/)]);
    expect(await only()).toMatchObject({ version: 7, goodAt: now, checkedAt: now, failure: null });
  });

  test('is not there, and the server knows no marks: the same file does no harm', async () => {
    await serve();
    await subscriptions.update(id);
    expect(await only()).toMatchObject({ version: 7, goodAt: now, failure: null });
  });

  const refusals: readonly (readonly [what: string, code: string, serve: () => Promise<void>])[] = [
    ['signed with another key', 'key', () => serve({ version: 8 }, undefined, theirs)],
    ['an older version', 'older', () => serve({ version: 6 })],
    ['the same version with other content', 'same-version', () => serve({}, ['Someone Else'])],
    ['another list', 'other-pack', () => serve({ version: 8, id: 'another' })],
    ['a list of another kind', 'other-pack', () => serve({ version: 8, kind: 'approved' })],
    ['an expired version', 'expired', () => serve({ version: 8, expiresOn: '2026-11-23' })],
    ['a sign-in page', 'html', async () => server.serve(bytesOf('<!doctype html><p>Sign in'))],
    ['a truncated file', 'not-signed', async () => server.serve((await signed(packJson({ version: 8 }), ours)).subarray(0, 300))],
    ['a file that is too large', 'too-large', async () => server.serve(new Uint8Array(40_000_000))],
    ['a list that is no list', 'format', () => serve({ version: 8, entries: {} })],
    [
      'a part number that is found everywhere',
      'format',
      () => serve({ version: 8, entries: [{ vendor: 'Q', partNumbers: ['%{1,8}'] }, { vendor: 'R' }] }),
    ],
    [
      'a server that is down',
      'status',
      async () => {
        server.fault = 'status';
      },
    ],
    [
      'no permission',
      'no-access',
      async () => {
        hasAccess = false;
      },
    ],
    [
      'no room on the device',
      'full',
      async () => {
        listStore.isFull = true;
        await serve({ version: 8 });
      },
    ],
  ];

  test.each(refusals)('%s is refused as %s; the last good one stays, and a good one is taken up later', async (_, code, arrange) => {
    await arrange();
    await subscriptions.update(id);
    expect(await state()).toEqual({ version: 7, stored: 7, count: 2, failure: code, held: null });
    expect(await found(TEXT)).toEqual(['Quillfeather', 'Umbrage Works']);
    expect([(await only()).goodAt, (await only()).change]).toEqual([NOON, null]);
    server.fault = null;
    hasAccess = true;
    listStore.isFull = false;
    await serve({ version: 9 });
    await subscriptions.update(id);
    expect(await state()).toEqual({ version: 9, stored: 9, count: 2, failure: undefined, held: null });
  });

  test('with far fewer entries waits until the reviewer says yes to that very version', async () => {
    await serve({ version: 8 }, ['A Long Name', 'B Long Name', 'C Long Name', 'D Long Name']);
    await subscriptions.update(id);
    await serve({ version: 9 }, ['A Long Name']);
    await subscriptions.update(id);
    expect(await state()).toEqual({ version: 8, stored: 8, count: 4, failure: 'too-few', held: { version: 9, entries: 1 } });
    await serve({ version: 10, entries: [] });
    await subscriptions.update(id, 9);
    expect(await state()).toMatchObject({ version: 8, held: { version: 10, entries: 0 } });
    await subscriptions.update(id, 10);
    expect(await state()).toEqual({ version: 10, stored: 10, count: 0, failure: undefined, held: null });
  });
});

describe('a worker that is killed', () => {
  /** A promise that never comes, as nothing comes of what a killed worker was doing. */
  const never = new Promise<never>(() => undefined);

  test('while it compiles leaves the old list, and the alarm that was set before begins anew', async () => {
    await serve();
    const id = await follow();
    await serve({ version: 8 }, ['Brimstone Nine', 'Quillfeather']);
    const begun = new Promise<void>((resolve) => {
      compile = () => {
        resolve();
        return never;
      };
    });
    void subscriptions.update(id);
    await begun;
    expect(await found(TEXT)).toEqual(['Quillfeather', 'Umbrage Works']);
    expect(planned.get(subscriptionKey(id))).toBe(NOON + HOUR / 12);

    compile = compilePack;
    subscriptions = startWorker();
    await subscriptions.alarm(subscriptionKey(id));
    expect(await found(TEXT)).toEqual(['Quillfeather', 'Brimstone Nine']);
    expect((await only()).change).toMatchObject({ from: 7, to: 8, added: { names: ['Brimstone Nine'] } });
  });

  test('when an alarm comes, before it does anything, is woken again within minutes', async () => {
    await serve();
    const id = await follow();
    const due = planned.get(subscriptionKey(id)) as number;
    ring(subscriptionKey(id));
    expect(planned.get(subscriptionKey(id))).toBe(due + HOUR / 12);

    await serve({ version: 8 });
    ring(subscriptionKey(id));
    await startWorker().alarm(subscriptionKey(id));
    expect([await state(), planned.get(subscriptionKey(id))]).toEqual([expect.objectContaining({ version: 8 }), now + 25 * HOUR]);
  });

  test('before a new list has its record has planned a check, which finds nothing to do', async () => {
    area.set = () => never;
    void subscriptions.subscribe(URL_OF_PACK, ours.thumbprint);
    const name = await vi.waitUntil(() => [...planned.keys()][0]);
    await startWorker().alarm(name);
    expect([await store.all(), planned.size]).toEqual([[], 0]);
  });

  test('after a record was removed leaves an alarm that ends when it comes', async () => {
    await serve();
    const id = await follow();
    await store.remove(id);
    await startWorker().alarm(subscriptionKey(id));
    expect(planned.size).toBe(0);
  });

  test('between the list and its record does the work again: what changed is not lost, and an older version is not let in', async () => {
    await serve();
    const id = await follow();
    const first = await signed(packJson(), ours);
    await serve({ version: 8 }, ['Brimstone Nine', 'Quillfeather']);
    const replaced = new Promise<void>((resolve) => {
      const replace = lists.replace;
      lists = {
        ...lists,
        replace: async (...args) => {
          await replace(...args);
          resolve();
          return never;
        },
      };
    });
    void startWorker().update(id);
    await replaced;
    expect(await state()).toMatchObject({ version: 7, stored: 8 });

    lists = createOwnLists(listStore, new FakeStorageArea());
    await lists.add(makeOwnList('own:x'), { entries: new Blob() });
    server.serve(first);
    await startWorker().update(id);
    expect((await only()).failure?.code).toBe('older');
    await serve({ version: 8 }, ['Brimstone Nine', 'Quillfeather']);
    await startWorker().update(id);
    expect(await only()).toMatchObject({ version: 8, failure: null, change: { from: 7, to: 8, removed: { names: ['Umbrage Works'] } } });
  });

  test('and a browser that forgot the alarms: each is set again, and a list without a subscription goes', async () => {
    await serve();
    const id = await follow();
    planned.clear();
    await lists.add(makeOwnList('own:left', { origin: { kind: 'subscription', id: 'gone', version: 1 } }), { entries: new Blob() });
    await startWorker().start();
    expect(planned.get(subscriptionKey(id))).toBe(NOON + 24 * HOUR);
    expect((await lists.all()).map(({ title }) => title)).toEqual(['Group: do not buy']);
  });
});

test('a record that cannot be read leaves its list where it is', async () => {
  vi.spyOn(console, 'error').mockReturnValueOnce();
  await serve();
  const id = await follow();
  await area.set({ [subscriptionKey(id)]: { id, from: 'another version' } });
  await startWorker().start();
  expect(await lists.all()).toHaveLength(1);
});

test('what is removed takes its list and its alarm along, and its server is given back once it is gone', async () => {
  await serve();
  const id = await follow();
  releaseServer.mockImplementation(async () => expect(await store.all()).toEqual([]));
  await subscriptions.remove(id);
  expect([await store.all(), await lists.all(), planned.size]).toEqual([[], [], 0]);
  expect(releaseServer.mock.calls).toEqual([[URL_OF_PACK]]);
});

test('a list whose server was withdrawn says so at once, keeps its version, and is fetched as soon as it may be again', async () => {
  await serve();
  await follow();
  hasAccess = false;
  await subscriptions.accessChanged();
  expect(await state()).toMatchObject({ version: 7, stored: 7, failure: 'no-access' });
  await serve({ version: 8 });
  hasAccess = true;
  await subscriptions.accessChanged();
  expect(await state()).toMatchObject({ version: 8, failure: undefined });
});

test('other grants that come or go fetch nothing', async () => {
  await serve();
  await follow();
  await serve({ version: 8 });
  await subscriptions.accessChanged();
  expect(await state()).toMatchObject({ version: 7, failure: undefined });
});

test('what a policy names is not ended by a page', async () => {
  await serve();
  await subscriptions.follow([{ url: URL_OF_PACK, key: ours.thumbprint }]);
  await subscriptions.remove((await only()).id);
  expect(await only()).toMatchObject({ isManaged: true, version: 7 });
  expect(await lists.all()).toHaveLength(1);
});

describe('a policy that names what the reviewer follows', () => {
  const policyOf = (key: TestKey) => [{ url: URL_OF_PACK, key: key.thumbprint }];

  test('leaves it the reviewer’s when it goes, with their key and the version that is there', async () => {
    await serve();
    const id = await follow();
    await subscriptions.follow(policyOf(ours));
    expect(await only()).toMatchObject({ id, isManaged: true, version: 7 });
    await serve({ version: 8 });
    await subscriptions.update(id);
    await subscriptions.follow([]);
    expect(await only()).toMatchObject({ id, isManaged: false, key: ours.thumbprint, version: 8, failure: null });
    await subscriptions.remove(id);
    expect([await store.all(), releaseServer.mock.calls]).toEqual([[], [[URL_OF_PACK]]]);
  });

  test('with another key takes that key’s list and gives the reviewer’s key back; neither key’s versions go back', async () => {
    await serve({ version: 7 });
    const id = await follow();
    await serve({ version: 3 }, ['Brimstone Nine'], theirs);
    await subscriptions.follow(policyOf(theirs));
    expect(await state()).toMatchObject({ version: 3, stored: 3, failure: undefined });
    expect(await found(TEXT)).toEqual(['Brimstone Nine']);

    await serve({ version: 6 });
    await subscriptions.follow([]);
    expect(await only()).toMatchObject({ id, isManaged: false, key: ours.thumbprint, failure: { code: 'older' } });
    expect(await found(TEXT)).toEqual(['Brimstone Nine']);
    // The very version that was there is taken up again.
    await serve({ version: 7 });
    await subscriptions.update(id);
    expect(await state()).toMatchObject({ version: 7, stored: 7, failure: undefined });
    expect(await found(TEXT)).not.toContain('Brimstone Nine');

    await serve({ version: 2 }, ['Brimstone Nine'], theirs);
    await subscriptions.follow(policyOf(theirs));
    expect(await state()).toMatchObject({ version: 7, failure: 'older' });
  });

  test('is gone over by a change of its key: the last good version stays and waits, and takes nothing of the earlier key', async () => {
    await serve();
    await subscriptions.follow(policyOf(ours));
    const before = await found(TEXT);
    await subscriptions.follow(policyOf(theirs));
    expect([isWaitingForKey(await only()), await found(TEXT)]).toEqual([true, before]);
    await serve({ version: 9 }, ['Brimstone Nine']);
    await subscriptions.update((await only()).id);
    expect([await state(), await found(TEXT)]).toEqual([expect.objectContaining({ version: 7, failure: 'key' }), before]);

    // Begins anew with its own numbers, and with another list if it likes.
    await serve({ id: 'other-list', version: 1 }, ['Brimstone Nine'], theirs);
    await subscriptions.update((await only()).id);
    expect([isWaitingForKey(await only()), await state(), await found(TEXT)]).toEqual([
      false,
      { version: 1, stored: 1, count: 1, failure: undefined, held: null },
      ['Brimstone Nine'],
    ]);
    await subscriptions.follow([]);
    expect([await store.all(), await lists.all()]).toEqual([[], []]);
  });

  /** The policy's key comes, and the worker dies once that key's list is stored and before its record is. */
  async function dieOverRecord(): Promise<void> {
    const put = vi.spyOn(store, 'put');
    put.mockImplementation(async (record) => {
      if (record.signedBy === theirs.thumbprint) throw new Error('killed');
      await area.set({ [subscriptionKey(record.id)]: record });
    });
    await expect(subscriptions.follow(policyOf(theirs))).rejects.toThrow('killed');
    put.mockRestore();
    subscriptions = startWorker();
  }

  test('and whose new list came while the worker was killed finds it taken up', async () => {
    await serve();
    await subscriptions.follow(policyOf(ours));
    await serve({ version: 7 }, ['Brimstone Nine'], theirs);
    await dieOverRecord();
    await subscriptions.update((await only()).id);
    expect([await state(), await found(TEXT)]).toEqual([
      { version: 7, stored: 7, count: 1, failure: undefined, held: null },
      ['Brimstone Nine'],
    ]);
  });

  test('and whose new list came while the worker was killed takes no older one of that key', async () => {
    await serve();
    await subscriptions.follow(policyOf(ours));
    await serve({ version: 5 }, ['Brimstone Nine'], theirs);
    await dieOverRecord();
    await serve({ version: 4 }, ['Umbrage Works'], theirs);
    await subscriptions.update((await only()).id);
    expect([await state(), await found(TEXT)]).toEqual([
      { version: 7, stored: 5, count: 1, failure: 'older', held: null },
      ['Brimstone Nine'],
    ]);
  });

  test('gives the reviewer’s list back though a list of its key with a higher number came while the worker was killed', async () => {
    await serve();
    await follow();
    await serve({ version: 8 }, ['Brimstone Nine'], theirs);
    await dieOverRecord();
    await serve();
    await subscriptions.follow([]);
    expect([await state(), await found(TEXT)]).toEqual([
      { version: 7, stored: 7, count: 2, failure: undefined, held: null },
      ['Quillfeather', 'Umbrage Works'],
    ]);
  });
});

test('what a policy names is followed while it does; what the reviewer added is left alone', async () => {
  await serve();
  await subscriptions.subscribe('https://mine.example/a.jws', ours.thumbprint);
  await subscriptions.follow([{ url: URL_OF_PACK, key: ours.thumbprint }]);
  await subscriptions.follow([{ url: URL_OF_PACK, key: ours.thumbprint }]);
  expect((await store.all()).map(({ url, isManaged }) => [url, isManaged])).toEqual([
    [URL_OF_PACK, true],
    ['https://mine.example/a.jws', false],
  ]);
  await subscriptions.follow([]);
  expect((await store.all()).map(({ url }) => url)).toEqual(['https://mine.example/a.jws']);
});

test('until its first version comes, what a policy names is called as the policy calls it', async () => {
  server.fault = 'offline';
  await subscriptions.follow([
    { url: 'https://lists.example/a.jws', key: ours.thumbprint, title: 'Group list' },
    { url: 'https://lists.example/b.jws', key: ours.thumbprint },
  ]);
  const titles = async () => (await store.all()).map(({ title }) => title);
  expect(await titles()).toEqual(['Group list', 'https://lists.example/b.jws']);
  server.fault = null;
  await serve();
  for (const { id } of await store.all()) await subscriptions.update(id);
  expect(await titles()).toEqual(['Group: do not buy', 'Group: do not buy']);
});

test('a policy takes over what the reviewer follows, with its own key', async () => {
  await serve();
  await subscriptions.subscribe(URL_OF_PACK, theirs.thumbprint);
  await subscriptions.follow([{ url: URL_OF_PACK, key: ours.thumbprint }]);
  expect(await only()).toMatchObject({ isManaged: true, key: ours.thumbprint, version: 7 });
  await subscriptions.follow([]);
  await follow();
  await subscriptions.follow([{ url: URL_OF_PACK, key: ours.thumbprint }]);
  expect(await only()).toMatchObject({ isManaged: true, key: ours.thumbprint, version: 7 });
  expect(await lists.all()).toHaveLength(1);
});
