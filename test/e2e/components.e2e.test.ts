/** Pages of real components and of the kinds that purchasing software makes, in both browsers: exactly these findings, in these lines. */
import { describe, expect, it } from 'vitest';
import * as editor from '../fixtures/components/editor/expected.ts';
import { erpPages } from '../fixtures/components/erp/expected.ts';
import * as cart from '../fixtures/components/react-cart/expected.ts';
import * as ui5 from '../fixtures/components/ui5/expected.ts';
import { until } from '../until.ts';
import { useComponentPages } from './component-pages.ts';
import type { ExpectedState } from './expected.ts';

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  const pages = useComponentPages(kind);

  it.each(Object.keys(erpPages))('erp/%s: gives exactly the expected findings and lines', async (name) => {
    await pages.open(`erp/${name}.html`, erpPages[name] as ExpectedState);
    expect((await pages.session.getTab(pages.tab)).report?.coverage.unread).toEqual([]);
  });

  it('UI5: values in fields of a table whose rows and cells are components', async () => {
    await pages.open('ui5/', ui5.loaded);
    await pages.act('editMaterial(1, "FG-60F")', ui5.afterEdit);
    await pages.act('navigate()', ui5.otherOrder);
  });

  it('UI5: a table of which every row was read leaves nothing unread', async () => {
    await pages.open('ui5/', ui5.loaded);
    // What was counted while the table drew its rows is counted anew some seconds later.
    await until('all rows to be counted as read', async () => {
      expect((await pages.session.getTab(pages.tab)).report?.coverage.unread).toEqual([]);
      return true;
    });
  });

  it('React: a cart of controlled fields, a line added and typed, one removed', async () => {
    await pages.open('react-cart/', cart.loaded);
    await pages.tab.page.click('#add');
    await pages.tab.page.type('[data-line="5"] .description', 'CrowdStrike Falcon seats');
    await pages.tab.page.click('[data-line="5"] .quantity', { count: 3 });
    await pages.tab.page.keyboard.type('2');
    await pages.expectNow('after typing', cart.afterTyping);
    await pages.tab.page.click('[data-line="2"] button');
    await pages.expectNow('after removing a line', cart.afterRemoval);
  });

  it('CodeMirror and rich text: what is in view of 400 lines, what is typed, what is put in place of it', async () => {
    await pages.open('editor/', editor.loaded);
    await pages.act('scrollTo(396)', editor.atTheEnd);
    await pages.act('scrollTo(1)', editor.backOnTop);
    await pages.tab.page.evaluate('page.focusLine(1)');
    await pages.tab.page.keyboard.type(' with FortiMail-200F');
    await until('the words to be in the text', () =>
      pages.tab.page.evaluate('page.text().startsWith("QUOTATION 2026-14 with FortiMail-200F\\n")'),
    );
    await pages.expectNow('after typing', editor.afterTyping);
    await pages.act('navigate()', editor.otherText);
  });
});
