/**
 * Grids that keep only the rows in view, in both browsers: what was scrolled away stays on record and is not counted twice
 * when it comes back; what the page takes away for another reason is forgotten.
 */
import { describe, expect, it } from 'vitest';
import * as agGrid from '../fixtures/components/ag-grid/expected.ts';
import { virtual } from '../fixtures/components/erp/expected.ts';
import * as cart from '../fixtures/components/react-cart/expected.ts';
import * as tabulator from '../fixtures/components/tabulator/expected.ts';
import { until } from '../until.ts';
import { useComponentPages } from './component-pages.ts';
import { listFindings } from './expected.ts';

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  const pages = useComponentPages(kind);

  /** As somebody does it, with the wheel. */
  async function scroll(selector: string, deltaY: number): Promise<void> {
    const box = await (await pages.tab.page.$(selector))?.boundingBox();
    if (!box) throw new Error(`${selector} is not shown`);
    await pages.tab.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await pages.tab.page.mouse.wheel({ deltaY });
  }

  it('ag-grid: 900 lines with a pinned column, scrolled to the end and back, edited, and replaced by another order', async () => {
    await pages.open('ag-grid/', agGrid.loaded);
    await pages.act('scrollTo(900)', agGrid.atTheEnd);
    await pages.act('scrollTo(1)', agGrid.backOnTop);
    // As somebody does it: a double click opens an editor in the cell.
    const cell = '[row-index="7"] [col-id="description"]';
    await pages.tab.page.click(cell, { count: 2 });
    await until('the editor', () => pages.tab.page.$(`${cell} input`));
    await pages.tab.page.keyboard.down('Control');
    await pages.tab.page.keyboard.press('a');
    await pages.tab.page.keyboard.up('Control');
    await pages.tab.page.keyboard.type('Maintenance of the grey desk');
    await pages.tab.page.keyboard.press('Enter');
    await pages.expectNow('after an edit', agGrid.afterEdit);
    await pages.act('removeLine(3)', agGrid.afterRemoval);
    await pages.act('navigate()', agGrid.otherOrder);
  });

  it('ag-grid: columns scrolled out of sight, and back, are columns of the same lines', async () => {
    await pages.open('ag-grid/', agGrid.loaded);
    const { summary } = agGrid.loaded;
    /** Text, number of the line, and whether it is out of sight. What a line says of itself depends on the columns in sight. */
    const seen = async (): Promise<unknown> => {
      const { report } = await pages.session.getTab(pages.tab);
      const found = listFindings(report?.confirmed ?? []);
      return { found: found.map(({ match, line, isAway }) => [match.text, line?.number, isAway === true]), summary: report?.lines };
    };
    await pages.tab.page.evaluate('page.scrollToColumn("Remark")');
    await expect.poll(seen, { timeout: 5_000 }).toEqual({
      found: [
        ['FG-100F-BDL-950-12', '3', false],
        ['FortiGate-100F', '3', true],
        ['Fortinet', '3', true],
        // The remark says that line 6 replaces it.
        ['CrowdStrike Falcon', '6', false],
        ['VS8-EPL-C', '8', false],
        ['VMware vSphere 8', '8', true],
      ],
      summary,
    });
    await pages.tab.page.evaluate('page.scrollToColumn("Description")');
    await expect.poll(seen, { timeout: 5_000 }).toEqual({
      found: [
        ['FG-100F-BDL-950-12', '3', false],
        ['FortiGate-100F', '3', false],
        ['Fortinet', '3', false],
        ['CrowdStrike Falcon', '6', true],
        ['VS8-EPL-C', '8', false],
        ['VMware vSphere 8', '8', false],
      ],
      summary,
    });
  });

  it('tabulator: 300 lines of a Chinese order, scrolled, edited, sorted by a click, and replaced by another order', async () => {
    await pages.open('tabulator/', tabulator.loaded);
    await scroll('#grid', 100_000);
    await pages.expectNow('at the end', tabulator.atTheEnd);
    await scroll('#grid', -100_000);
    await pages.expectNow('back on top', tabulator.backOnTop);
    await pages.act('edit(1, { model: "FG-60F-BDL-950-12" })', tabulator.afterEdit);
    const header = '[tabulator-field="price"] .tabulator-col-title';
    for (const order of ['ascending', 'descending']) {
      await pages.tab.page.click(header);
      await until(`the lines in ${order} order`, () => pages.tab.page.$(`[tabulator-field="price"][aria-sort="${order}"]`));
    }
    await pages.expectNow('after sorting', tabulator.sorted);
    await pages.act('navigate()', tabulator.otherOrder);
  });

  it('tabulator: a row of sums at the foot is no line', async () => {
    await pages.open('tabulator/', tabulator.loadedWithSums);
  });

  it('react-window: 5,000 lines without roles beside a cart that stays', async () => {
    await pages.open('react-cart/', cart.loaded);
    await pages.act('scrollTo(5000)', cart.atTheEnd);
    await pages.act('scrollTo(1)', cart.backOnTop);
    await pages.tab.page.click('#next');
    await pages.expectNow('after another cart was opened', cart.otherCart);
  });

  it('a list of plain elements under header words, scrolled to the end and back', async () => {
    await pages.open('erp/virtual.html', virtual.loaded);
    const unread = async (): Promise<unknown> => (await pages.session.getTab(pages.tab)).report?.coverage.unread.map(({ what }) => what);
    await expect.poll(unread, { timeout: 5_000 }).toEqual(['grid-rows']);
    const read = async (): Promise<number> => (await pages.session.getTab(pages.tab)).report?.lines?.lines ?? 0;
    const before = await read();
    await pages.act('scrollTo(2000)', virtual.atTheEnd);
    // Those of the top are lines still.
    expect(await read()).toBeGreaterThan(before);
    await pages.act('scrollTo(1)', virtual.backOnTop);
    expect((await pages.session.getTab(pages.tab)).report?.lines?.restricted).toBe(2);
  });

  it('a line scrolled away and back many times is one line', async () => {
    await pages.open('ag-grid/', agGrid.loaded);
    for (let times = 0; times < 2; times += 1) {
      await pages.act('scrollTo(900)', agGrid.atTheEnd);
      await pages.act('scrollTo(1)', agGrid.backOnTop);
    }
    const { report } = await pages.session.getTab(pages.tab);
    expect(report?.lines?.restricted).toBe(3);
  });
});
