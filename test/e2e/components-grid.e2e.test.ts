/**
 * Grids that keep only the rows in view, in both browsers: what was scrolled away stays on record and is not counted twice
 * when it comes back; what the page takes away for another reason is forgotten.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as agGrid from '../fixtures/components/ag-grid/expected.ts';
import * as cart from '../fixtures/components/react-cart/expected.ts';
import * as tabulator from '../fixtures/components/tabulator/expected.ts';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { type ExpectedState, expectState, findComponents, listFindings } from './expected.ts';
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

  async function open(name: string, loaded: ExpectedState): Promise<void> {
    tab = await session.open(`${site.origin}/${name}/`);
    await tab.page.bringToFront();
    await until('the components to be there', () => tab.page.evaluate('"page" in window'));
    await expectState(session, tab, 'after load', loaded);
  }

  /** Lets the page do something, as its own script does, and compares what follows. */
  async function act(script: string, state: ExpectedState): Promise<void> {
    await tab.page.evaluate(`(async () => { await page.${script}; })()`);
    await expectState(session, tab, `after ${script}`, state);
  }

  /** As somebody does it, with the wheel. */
  async function scroll(selector: string, deltaY: number): Promise<void> {
    const box = await (await tab.page.$(selector))?.boundingBox();
    if (!box) throw new Error(`${selector} is not shown`);
    await tab.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await tab.page.mouse.wheel({ deltaY });
  }

  it('ag-grid: 900 lines with a pinned column, scrolled to the end and back, edited, and replaced by another order', async () => {
    await open('ag-grid', agGrid.loaded);
    await act('scrollTo(900)', agGrid.atTheEnd);
    await act('scrollTo(1)', agGrid.backOnTop);
    // As somebody does it: a double click opens an editor in the cell.
    const cell = '[row-index="7"] [col-id="description"]';
    await tab.page.click(cell, { count: 2 });
    await until('the editor', () => tab.page.$(`${cell} input`));
    await tab.page.keyboard.down('Control');
    await tab.page.keyboard.press('a');
    await tab.page.keyboard.up('Control');
    await tab.page.keyboard.type('Maintenance of the grey desk');
    await tab.page.keyboard.press('Enter');
    await expectState(session, tab, 'after an edit', agGrid.afterEdit);
    await act('removeLine(3)', agGrid.afterRemoval);
    await act('navigate()', agGrid.otherOrder);
  });

  it('ag-grid: columns scrolled out of sight, and back, are columns of the same lines', async () => {
    await open('ag-grid', agGrid.loaded);
    const { summary } = agGrid.loaded;
    /** Text, number of the line, and whether it is out of sight. What a line says of itself depends on the columns in sight. */
    const seen = async (): Promise<unknown> => {
      const { report } = await session.getTab(tab);
      const found = listFindings(report?.confirmed ?? []);
      return { found: found.map(({ match, line, isAway }) => [match.text, line?.number, isAway === true]), summary: report?.lines };
    };
    await tab.page.evaluate('page.scrollToColumn("Remark")');
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
    await tab.page.evaluate('page.scrollToColumn("Description")');
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
    await open('tabulator', tabulator.loaded);
    await scroll('#grid', 100_000);
    await expectState(session, tab, 'at the end', tabulator.atTheEnd);
    await scroll('#grid', -100_000);
    await expectState(session, tab, 'back on top', tabulator.backOnTop);
    await act('edit(1, { model: "FG-60F-BDL-950-12" })', tabulator.afterEdit);
    const header = '[tabulator-field="price"] .tabulator-col-title';
    for (const order of ['ascending', 'descending']) {
      await tab.page.click(header);
      await until(`the lines in ${order} order`, () => tab.page.$(`[tabulator-field="price"][aria-sort="${order}"]`));
    }
    await expectState(session, tab, 'after sorting', tabulator.sorted);
    await act('navigate()', tabulator.otherOrder);
  });

  it('tabulator: a row of sums at the foot is no line', async () => {
    await open('tabulator', tabulator.loadedWithSums);
  });

  it('react-window: 5,000 lines without roles beside a cart that stays', async () => {
    await open('react-cart', cart.loaded);
    await act('scrollTo(5000)', cart.atTheEnd);
    await act('scrollTo(1)', cart.backOnTop);
    await tab.page.click('#next');
    await expectState(session, tab, 'after another cart was opened', cart.otherCart);
  });

  it('a line scrolled away and back many times is one line', async () => {
    await open('ag-grid', agGrid.loaded);
    for (let times = 0; times < 2; times += 1) {
      await act('scrollTo(900)', agGrid.atTheEnd);
      await act('scrollTo(1)', agGrid.backOnTop);
    }
    const { report } = await session.getTab(tab);
    expect(report?.lines?.restricted).toBe(3);
  });
});
