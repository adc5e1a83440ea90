/** Pages of real components and of the kinds that purchasing software makes, in both browsers: exactly these findings, in these lines. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as editor from '../fixtures/components/editor/expected.ts';
import { erpPages } from '../fixtures/components/erp/expected.ts';
import * as cart from '../fixtures/components/react-cart/expected.ts';
import * as ui5 from '../fixtures/components/ui5/expected.ts';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { type ExpectedState, expectState, findComponents } from './expected.ts';
import { type Session, startSession, type Tab } from './extension.ts';

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let site: Site;
  let session: Session;
  let tab: Tab;
  beforeAll(async () => {
    site = await serve(findComponents());
    session = await startSession({ kind });
  });
  afterEach(() => session.closePages());
  afterAll(async () => {
    await session?.close();
    await site?.close();
  });

  async function open(path: string, loaded: ExpectedState): Promise<void> {
    tab = await session.open(`${site.origin}/${path}`);
    await tab.page.bringToFront();
    await expectState(session, tab, 'after load', loaded);
  }

  async function act(script: string, state: ExpectedState): Promise<void> {
    await tab.page.evaluate(`(async () => { await page.${script}; })()`);
    await expectState(session, tab, `after ${script}`, state);
  }

  it.each(Object.keys(erpPages))('erp/%s: gives exactly the expected findings and lines', async (name) => {
    await open(`erp/${name}.html`, erpPages[name] as ExpectedState);
    expect((await session.getTab(tab)).report?.coverage.unread).toEqual([]);
  });

  it('UI5: values in fields of a table whose rows and cells are components', async () => {
    await open('ui5/', ui5.loaded);
    await act('editMaterial(1, "FG-60F")', ui5.afterEdit);
    await act('navigate()', ui5.otherOrder);
  });

  it('UI5: a table of which every row was read leaves nothing unread', async () => {
    await open('ui5/', ui5.loaded);
    expect((await session.getTab(tab)).report?.coverage.unread).toEqual([]);
  });

  it('React: a cart of controlled fields, a line added and typed, one removed', async () => {
    await open('react-cart/', cart.loaded);
    await tab.page.click('#add');
    await tab.page.type('[data-line="5"] .description', 'CrowdStrike Falcon seats');
    await tab.page.click('[data-line="5"] .quantity', { count: 3 });
    await tab.page.keyboard.type('2');
    await expectState(session, tab, 'after typing', cart.afterTyping);
    await tab.page.click('[data-line="2"] button');
    await expectState(session, tab, 'after removing a line', cart.afterRemoval);
  });

  it('CodeMirror and rich text: what is in view of 400 lines, what is typed, what is put in place of it', async () => {
    await open('editor/', editor.loaded);
    await act('scrollTo(396)', editor.atTheEnd);
    await act('scrollTo(1)', editor.backOnTop);
    await tab.page.evaluate('page.focusLine(1)');
    await tab.page.keyboard.type(' with FortiMail-200F');
    await until('the words to be in the text', () =>
      tab.page.evaluate('page.text().startsWith("QUOTATION 2026-14 with FortiMail-200F\\n")'),
    );
    await expectState(session, tab, 'after typing', editor.afterTyping);
    await act('navigate()', editor.otherText);
  });
});
