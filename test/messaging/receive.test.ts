import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Answer,
  type ContentHandlers,
  createReceiver,
  type FrameAddress,
  type PageHandlers,
  type Sender,
} from '../../src/messaging/receive.ts';
import { coverage, noNews } from '../fakes/screen-call.ts';

const own = { id: 'own-extension', origin: 'chrome-extension://own-extension/' };
const frame: Sender = { id: own.id, url: 'https://shop.example/cart', frameId: 3, tab: { id: 12 } };
const popup: Sender = { id: own.id, url: `${own.origin}src/popup/index.html` };
const settingsTab: Sender = { id: own.id, url: `${own.origin}src/options/index.html`, frameId: 0, tab: { id: 9 } };

const calls: [name: string, payload: unknown, from?: FrameAddress][] = [];
const content: ContentHandlers = {
  screen: async (call, from) => {
    calls.push(['screen', call, from]);
    return { marks: { frame: 0, numbers: [] }, stop: false, resend: false };
  },
  injectMarker: async (call, from) => {
    calls.push(['injectMarker', call, from]);
    return true;
  },
  injectLines: async (call, from) => {
    calls.push(['injectLines', call, from]);
    return true;
  },
  card: async (call, from) => {
    calls.push(['card', call, from]);
    return null;
  },
  openOffer: async (call, from) => {
    calls.push(['openOffer', call, from]);
    return null;
  },
};
const view = { tabId: 1, state: 'done', host: '', originPattern: '', access: 'click', neverBy: [], error: '', report: null } as const;
const page: PageHandlers = {
  getTab: async (call) => {
    calls.push(['getTab', call]);
    return view;
  },
  check: async (call) => {
    calls.push(['check', call]);
    throw new Error('the tab is gone');
  },
  reveal: (call) => {
    calls.push(['reveal', call]);
    throw new TypeError('thrown at once');
  },
  setPaused: async (call) => {
    calls.push(['setPaused', call]);
    return Promise.reject('not even an error');
  },
  setNever: async (call) => {
    calls.push(['setNever', call]);
    return view;
  },
  lookUpPack: async () => ({ code: 'address', detail: '' }),
  subscribe: async () => null,
  releaseServer: async () => null,
  checkSubscription: async () => null,
  unsubscribe: async () => null,
  dismissChange: async () => null,
};
const receive = createReceiver(own, content, page);

const send = (call: unknown, payload: unknown, sender: Sender): Promise<Answer> | undefined =>
  receive({ to: 'worker', call, payload }, sender);
async function refusal(call: string, payload: unknown, sender: Sender): Promise<string> {
  const answer = await send(call, payload, sender);
  expect(calls).toEqual([]);
  if (!answer || answer.ok) throw new Error(`answered with ${JSON.stringify(answer)}`);
  return answer.error;
}

const screenCall = {
  scan: 's1',
  startedAt: 1000,
  reset: true,
  complete: true,
  title: 'Cart',
  blocks: [{ id: 0, text: 'Norvex' }],
  removed: [],
  ...noNews,
  coverage,
  hasMarker: false,
};

beforeEach(() => {
  calls.length = 0;
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('what is not ours', () => {
  test.each([
    undefined,
    null,
    'text',
    7,
    [],
    {},
    { to: 'frame', call: 'marks', payload: {} },
    { to: 'worker' },
    { to: 'worker', call: 7 },
    { call: 'screen' },
  ])('is left to others: %j', (message) => {
    expect(receive(message, frame)).toBeUndefined();
  });
});

describe('who may call', () => {
  test('a content script, with the address that the browser gives and not its own', async () => {
    const answer = await send('card', { id: '0:1:2', tabId: 99, frameId: 99 }, frame);
    expect(answer).toEqual({ ok: true, value: null });
    expect(calls).toEqual([['card', { id: '0:1:2' }, { tabId: 12, frameId: 3, url: 'https://shop.example/cart' }]]);
  });

  test('our own pages, in the popup and in a tab', async () => {
    for (const sender of [popup, settingsTab]) expect(await send('getTab', { tabId: 1 }, sender)).toEqual({ ok: true, value: view });
  });

  test.each<[who: string, sender: Sender]>([
    ['another extension', { ...popup, id: 'other-extension', url: 'chrome-extension://other-extension/index.html' }],
    ['another extension that says it is a frame', { ...frame, id: 'other-extension' }],
    ['a web page, which has no extension id', { url: 'https://shop.example/', tab: { id: 12 } }],
    ['nobody', {}],
    ['somebody with our address and another id', { id: 'other-extension', url: popup.url }],
  ])('not %s', async (_who, sender) => {
    expect(await refusal('getTab', { tabId: 1 }, sender)).toMatch(/outside the extension/);
    expect(await refusal('screen', screenCall, sender)).toMatch(/outside the extension/);
  });

  test('a content script may make no call of our pages', async () => {
    for (const call of ['getTab', 'check', 'reveal', 'setPaused'])
      expect(await refusal(call, { tabId: 1 }, frame)).toMatch(/not for a content script/);
  });

  test('our pages may make no call of a content script', async () => {
    for (const call of ['screen', 'card', 'openOffer']) expect(await refusal(call, screenCall, settingsTab)).toMatch(/no such call/);
  });

  test.each([
    'chrome-extension://own-extension.evil.example/',
    'https://evil.example/?chrome-extension://own-extension/',
    'chrome-extension://own-extension',
    'CHROME-EXTENSION://OWN-EXTENSION/',
  ])('a page whose address only looks like ours is a content script at best: %s', async (url) => {
    expect(await refusal('getTab', { tabId: 1 }, { ...frame, url })).toMatch(/not for a content script/);
  });

  test('a script without a tab is nobody', async () => {
    expect(await refusal('screen', screenCall, { id: own.id, url: 'https://shop.example/' })).toMatch(/not for a content script/);
    expect(await refusal('screen', screenCall, { id: own.id, url: 'https://shop.example/', tab: {} })).toMatch(/not for a content script/);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', ''])(
    'there is no call named "%s", for anybody',
    async (call) => {
      expect(await refusal(call, { tabId: 1 }, popup)).toMatch(/no such call/);
      expect(await refusal(call, { id: 'x' }, frame)).toMatch(/not for a content script/);
    },
  );
});

describe('what may be sent', () => {
  test('a whole page, with what belongs to it', async () => {
    const links = Array.from({ length: 8 }, (_, i) => `${i}`.repeat(253));
    const call = { ...screenCall, blocks: [{ id: 0, text: 'Norvex', row: 2, field: true, links }], removed: [4] };
    expect(await send('screen', call, frame)).toEqual({
      ok: true,
      value: { marks: { frame: 0, numbers: [] }, stop: false, resend: false },
    });
    expect(calls[0]?.[1]).toEqual(call);
  });

  test('a title of any length is cut and not refused', async () => {
    await send('screen', { ...screenCall, title: 'x'.repeat(100_000) }, frame);
    expect(calls[0]?.[1]).toMatchObject({ title: 'x'.repeat(500) });
  });

  const block = { id: 0, text: 'x' };
  test.each<[what: string, call: unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', 'screen'],
    ['no scan', { ...screenCall, scan: undefined }],
    ['an endless scan', { ...screenCall, scan: 'x'.repeat(65) }],
    ['no blocks', { ...screenCall, blocks: undefined }],
    ['a block without text', { ...screenCall, blocks: [{ id: 0 }] }],
    ['a block with a text that is none', { ...screenCall, blocks: [{ id: 0, text: 7 }] }],
    ['a negative id', { ...screenCall, blocks: [{ ...block, id: -1 }] }],
    ['half an id', { ...screenCall, blocks: [{ ...block, id: 0.5 }] }],
    ['an id that is no number', { ...screenCall, blocks: [{ ...block, id: Number.NaN }] }],
    ['an id beyond counting', { ...screenCall, blocks: [{ ...block, id: 1e300 }] }],
    ['a row that is none', { ...screenCall, blocks: [{ ...block, row: 'a' }] }],
    ['a block longer than 256 Ki', { ...screenCall, blocks: [{ ...block, text: 'x'.repeat(262_145) }] }],
    ['nine links', { ...screenCall, blocks: [{ ...block, links: Array.from({ length: 9 }, () => 'norvex.example') }] }],
    ['a link longer than a host can be', { ...screenCall, blocks: [{ ...block, links: ['x'.repeat(254)] }] }],
    ['a link that is no text', { ...screenCall, blocks: [{ ...block, links: [7] }] }],
    ['a block over a line break', { ...screenCall, blocks: [{ ...block, seam: 1 }] }],
    ['links that are no list', { ...screenCall, blocks: [{ ...block, links: 'norvex.example' }] }],
    ['more than 20,000 blocks', { ...screenCall, blocks: Array.from({ length: 20_001 }, () => block) }],
    ['removed ids that are none', { ...screenCall, removed: ['a'] }],
    ['an unknown reason for what was not read', { ...screenCall, coverage: { ...coverage, unread: [{ what: 'mood', count: 1 }] } }],
    ['a negative count', { ...screenCall, coverage: { ...coverage, blocks: -1 } }],
    ['no coverage', { ...screenCall, coverage: undefined }],
  ])('not %s', async (_what, call) => {
    expect(await refusal('screen', call, frame)).toMatch(/^screen: /);
  });

  test('the refusal names the field', async () => {
    expect(await refusal('screen', { ...screenCall, coverage: { ...coverage, fields: -1 } }, frame)).toMatch(/coverage\.fields/);
    expect(await refusal('getTab', { tabId: '1' }, popup)).toMatch(/tabId/);
  });

  test('payloads of the other calls are checked too', async () => {
    expect(await refusal('card', { id: 'x'.repeat(65) }, frame)).toMatch(/^card: id/);
    expect(await refusal('openOffer', { id: 'x', index: -1 }, frame)).toMatch(/index/);
    expect(await refusal('openOffer', { id: 'x', url: 'https://evil.example/' }, frame)).toMatch(/index/);
    expect(await refusal('setPaused', { tabId: 1, host: '', paused: true }, popup)).toMatch(/host/);
    expect(await refusal('setNever', { tabId: 1, host: 'a'.repeat(254), never: true }, popup)).toMatch(/host/);
    expect(await refusal('reveal', { tabId: 1 }, popup)).toMatch(/id/);
  });

  test('what is sent beside the payload does not reach the handler', async () => {
    await send('card', JSON.parse('{"id": "a", "__proto__": {"admin": true}, "more": 1}'), frame);
    expect(calls[0]?.[1]).toEqual({ id: 'a' });
  });
});

describe('what a handler does wrong', () => {
  test('is an answer with the reason, whether it rejects, throws at once or throws no error', async () => {
    expect(await send('check', { tabId: 1 }, popup)).toEqual({ ok: false, error: 'the tab is gone' });
    expect(await send('reveal', { tabId: 1, id: 'a' }, popup)).toEqual({ ok: false, error: 'thrown at once' });
    expect(await send('setPaused', { tabId: 1, host: 'a', paused: true }, popup)).toEqual({ ok: false, error: 'not even an error' });
    expect(console.error).toHaveBeenCalledTimes(3);
  });

  test('does not stop the next call', async () => {
    await send('check', { tabId: 1 }, popup);
    expect(await send('getTab', { tabId: 1 }, popup)).toEqual({ ok: true, value: view });
  });
});
