/** The popup as drawn, over made-up tabs: line items, places that were scrolled away, coverage. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DOES_NOT_COME } from '../../src/core/own-findings.ts';
import { message, unfold } from '../e2e/controls.ts';
import { listFindings } from '../e2e/expected.ts';
import { awayReport, mixedReport } from '../fakes/report-data.ts';
import { until } from '../until.ts';
import { type Gallery, openGallery } from './gallery.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let gallery: Gallery;
let page: Page;
beforeAll(async () => {
  gallery = await openGallery();
});
afterEach(() => page.close());
afterAll(() => gallery?.close());

const textsOf = (selector: string): Promise<readonly string[]> =>
  page.$$eval(selector, (elements) => elements.map((element) => (element as HTMLElement).innerText.replace(/\s+/g, ' ').trim()));
const revealed = async (): Promise<readonly string[]> =>
  (await page.evaluate(() => (window as unknown as { readonly calls: readonly string[] }).calls)).filter((call) =>
    call.startsWith('reveal:'),
  );

it('in Chinese, what a list says is in Chinese', async () => {
  page = await gallery.open('full', 'zh_CN');
  await unfold(page);
  const facts = await textsOf('.list-facts dd');
  expect(facts).toContain('该产品在名单明示的适用范围内 · 用于公共安全和关键基础设施的视频监控和电信设备。');
  expect(facts).toContain('Pub. L. 115-232第889条');
});

describe('line items', () => {
  it('stand under the verdict and at each place', async () => {
    page = await gallery.open('single');
    expect(await textsOf('[data-lines]')).toEqual(['1 of 12 lines restricted · ¥58,800 of ¥310,500']);
    expect(await textsOf('[data-finding] .line')).toEqual(['Line 2 · PAN-PA-440 · 6 pcs × ¥9,800 = ¥58,800']);
    expect(await textsOf('[data-finding] mark')).toEqual(['PA-440']);
  });

  it('are told by their numbers before anything is opened', async () => {
    page = await gallery.open('full');
    expect((await textsOf('.item-about')).slice(0, 3)).toEqual([
      'IP camera · line 4',
      'Network firewall / NGFW · line 1',
      message('item_no_product'),
    ]);
    await page.close();
    page = await gallery.open('away', 'zh_CN');
    expect(await textsOf('.item-about')).toEqual(['网络防火墙/下一代防火墙 · 序号 12、48、860']);
  });

  it('past a few are counted', async () => {
    page = await gallery.open('many-lines');
    expect(await textsOf('.item-about')).toEqual(['Network firewall / NGFW · lines 1, 2, 3, 4, 5, 6 and 1,194 more']);
  });

  it.each([420, 300])('no dot is left at the end of a line or stands at the beginning of one, %i px wide', async (width) => {
    page = await gallery.open('mixed');
    await page.setViewport({ width, height: 600 });
    await unfold(page);
    const dots = await page.$$eval('.parts .dot', (all) =>
      all.map((dot) => {
        const part = dot.parentElement as HTMLElement;
        dot.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = dot.getBoundingClientRect();
        return {
          // What is cut off cannot be pointed at either.
          isSeen: document.elementFromPoint(left + width / 2, top + height / 2) === dot,
          beginsLine: top > (part.previousElementSibling as HTMLElement).getBoundingClientRect().bottom - 2,
        };
      }),
    );
    expect(dots.filter(({ isSeen, beginsLine }) => isSeen === beginsLine)).toEqual([]);
    expect(new Set(dots.map(({ beginsLine }) => beginsLine))).toEqual(new Set([true, false]));
  });

  it('several currencies stand each for itself', async () => {
    page = await gallery.open('mixed', 'zh_CN');
    expect(await textsOf('[data-lines] li')).toEqual([
      '¥44,400（共 ¥1,310,500）',
      'JP¥125,000,000（共 JP¥348,200,000）',
      'US$82,000.00（共 US$96,412.50）',
      '0.85（共 12,400.85）',
    ]);
  });

  it('a line with two places is told once', async () => {
    page = await gallery.open('full');
    await unfold(page);
    const lines = await textsOf('[data-product="fortigate"] .line');
    expect(lines).toEqual(['Line 1 · FG-100F-BDL-950-36 · 2 台 × ¥43,200 = ¥86,400', message('line_same')]);
  });

  it('a place outside of any line says what it is', async () => {
    page = await gallery.open('full');
    await unfold(page);
    expect(await textsOf('[data-product="fortigate"] .quote-foot')).toEqual([message('role_mentioned'), message('role_compatible')]);
  });

  it('nothing restricted is said quietly, and without money', async () => {
    page = await gallery.open('clean');
    expect(await textsOf('[data-lines]')).toEqual(['0 of 12 lines restricted']);
    expect(await page.$('.verdict-lines')).toBeNull();
  });
});

describe('what a tired reviewer must not have to look for', () => {
  const hasRoom = (): Promise<boolean> => page.$eval('main', (main) => main.scrollWidth <= main.clientWidth);

  it('only possible: whose names they are', async () => {
    page = await gallery.open('unconfirmed');
    expect(await textsOf('[data-section="possible"] h2')).toContain('Check Point');
    expect(await textsOf('[data-section="asked"] .group-name')).toEqual([]);
  });

  it('what there is to judge, before the lists that are not complete', async () => {
    page = await gallery.open('unconfirmed');
    const parts = await page.$$eval('main > *', (all) => all.map((part) => part.getAttribute('data-section') ?? part.classList[0]));
    expect(parts).toEqual(['possible', 'asked', 'panel', 'coverage']);
  });

  it('what was found first: the rest stays folded', async () => {
    page = await gallery.open('full');
    expect(await textsOf('[data-section="possible"] .group-name')).toEqual([]);
  });

  it('only what was sold since: no word that nothing is named', async () => {
    page = await gallery.open('former');
    expect(await textsOf('.panel')).toEqual([message('state_clean_former')]);
  });

  it('why an own list was not searched, however long its name', async () => {
    page = await gallery.open('unsearched');
    expect(await textsOf('.panel .incomplete')).toEqual([`https://lists.example/group/do-not-buy.jws ${DOES_NOT_COME.en}`]);
    expect(await hasRoom()).toBe(true);
  });

  it('lists with long names, whole', async () => {
    page = await gallery.open('incomplete');
    expect(await hasRoom()).toBe(true);
  });

  it('on a small screen: the verdict and what can be done stay, and the keyboard scrolls between them', async () => {
    page = await gallery.open('full');
    await page.setViewport({ width: 420, height: 420 });
    await page.keyboard.press('End');
    await until('the end of the findings', () =>
      page.evaluate(() => scrollY > 0 && Math.ceil(scrollY + innerHeight) >= document.body.scrollHeight),
    );
    const edgeOf = (part: string, edge: 'top' | 'bottom'): Promise<number> =>
      page.$eval(part, (element, which) => Math.round(element.getBoundingClientRect()[which]), edge);
    expect(await edgeOf('header', 'top')).toBe(0);
    expect(await edgeOf('footer', 'bottom')).toBe(420);
  });

  it('at twice the size: nothing stands over the findings', async () => {
    page = await gallery.open('full');
    await page.setViewport({ width: 400, height: 300 });
    await page.evaluate(() => document.querySelector('main')?.scrollIntoView());
    const covered = await page.evaluate(() => [10, 150, 290].filter((y) => document.elementFromPoint(200, y)?.closest('main') === null));
    expect(covered).toEqual([]);
  });

  it('in forced colours: the words found can be read', async () => {
    page = await gallery.open('single');
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
    const { color, backgroundColor } = await page.$eval('.quote mark', (mark) => {
      const { color, backgroundColor } = getComputedStyle(mark);
      return { color, backgroundColor };
    });
    // Without a fourth part, which would be its transparency.
    expect(backgroundColor).toMatch(/^rgb\(/);
    expect(backgroundColor).not.toBe(color);
  });

  it('findings scroll between verdict and what can be done, and the page around them never', async () => {
    page = await gallery.open('full');
    await unfold(page);
    const { scrolled, around } = await page.evaluate(() => {
      const main = document.querySelector('main');
      return {
        scrolled: (main?.scrollHeight ?? 0) - (main?.clientHeight ?? 0),
        around: document.documentElement.scrollHeight - innerHeight,
      };
    });
    expect(scrolled).toBeGreaterThan(0);
    expect(around).toBe(0);
  });

  it('a policy that cannot be read, before what was found', async () => {
    page = await gallery.open('clean');
    await page.goto(`${page.url()}&policy-unknown`);
    await page.waitForSelector('[data-policy="unknown"]');
    expect(await page.$eval('[data-policy="unknown"]', (told) => told.nextElementSibling?.localName)).toBe('main');
  });

  it.each(['paused', 'failed', 'never'] as const)('%s: one way on', async (tab) => {
    page = await gallery.open(tab);
    const labels = await textsOf('button');
    expect(new Set(labels).size).toBe(labels.length);
  });
});

describe('places that were scrolled away', () => {
  const findings = listFindings(awayReport.confirmed);
  const inView = findings.filter(({ isAway }) => !isAway).map(({ id }) => `reveal:${id}`);

  it('say so and cannot be pressed', async () => {
    page = await gallery.open('away');
    const states = await page.$$eval('[data-finding]', (elements) =>
      elements.map((element) => [element.querySelector('button') !== null, element.querySelector('.tag')?.textContent ?? '']),
    );
    const tag = message('place_away');
    expect(states).toEqual([
      [false, tag],
      [false, tag],
      [true, ''],
    ]);
  });

  it('leave the only other place a button in words, and no arrows', async () => {
    page = await gallery.open('away');
    expect(await textsOf('.stepper button')).toEqual([message('action_reveal')]);
    await page.click('.stepper button');
    expect(await revealed()).toEqual(inView);
    expect(await page.$$eval('[aria-current]', (elements) => elements.length)).toBe(1);
  });

  it('leave nothing to press when all were', async () => {
    page = await gallery.open('all-away');
    expect(await page.$('.stepper button')).toBeNull();
  });
});

it('several places are gone through with arrows, round the end', async () => {
  page = await gallery.open('mixed');
  for (const key of ['action_next', 'action_next', 'action_previous', 'action_previous']) {
    await page.click(`.stepper button[aria-label^="${message(key)}"]`);
  }
  const [first, second, ...others] = listFindings(mixedReport.confirmed).map(({ id }) => `reveal:${id}`);
  expect(await revealed()).toEqual([first, second, first, others.at(-1)]);
  expect(await textsOf('[aria-current]')).toHaveLength(1);
});

describe('alternatives of the organisation', () => {
  const headings = [message('approved_heading'), message('approved_expired_heading'), message('heading_domestic_alternatives')];
  const inOffers = (kind: string, rest: string): Promise<readonly string[]> => textsOf(`[data-offers="${kind}"] ${rest}`);

  it('come first, those whose approval has ended apart, and nothing bundled is called approved', async () => {
    page = await gallery.open('approved');
    expect(await textsOf('[data-offers] h4')).toEqual(headings);
    expect(await inOffers('approved', '.offer-name strong')).toEqual([
      '山石网科通信技术股份有限公司',
      `Topsec ${message('link_new_tab')}`,
      'Huawei Technologies Co., Ltd.',
    ]);
    expect(await inOffers('expired', '.offer-expired')).toEqual(['Approval expired on 21 Nov 2026']);
    expect((await inOffers('bundled', 'ul')).join()).not.toMatch(/approv/i);
    expect(await textsOf('.offers-more')).toEqual(['Your lists name 14 more.']);
  });

  it('tell what the approval says, and link to what the organisation gave', async () => {
    page = await gallery.open('approved');
    const [first] = await inOffers('approved', 'li');
    for (const fact of ['集团合格供应商名录 2026', 'HT-2026-0148', '30 Jun 2027', '华东、华南', '大于 50 台须走框架协议'])
      expect(first).toContain(fact);
    const links = await page.$$eval('[data-offers="approved"] a', (found) => found.map(({ href, rel, target }) => [href, rel, target]));
    expect(links[0]).toEqual(['https://mall.example/frame/HT-2026-0148/hillstone', 'noopener noreferrer', '_blank']);
  });

  it('say what restricts them, surely or perhaps', async () => {
    page = await gallery.open('approved');
    expect(await inOffers('approved', '.offer-conflict')).toEqual([
      'Also restricted in: your list “Blocked suppliers”, US Section 889 (list is off)',
      'Possibly restricted in: US FCC Covered List (list is off)',
    ]);
  });

  it('an approval of the restricted vendor stands with the vendor', async () => {
    page = await gallery.open('approved');
    const lines = await textsOf('.group > [data-contrary]');
    expect(lines).toEqual([
      'Conflict: your organisation’s list “Approved vendors 2026” approves “Palo Alto Networks, Inc.”, which is restricted by Jan 2026 security notice.',
      expect.stringContaining('approved “神州数码 · PA-440” until 31 Dec 2025'),
    ]);
  });
});

it('coverage opens to all that was read, and why something was not', async () => {
  page = await gallery.open('unread');
  await page.click('[data-coverage] button');
  const terms = await textsOf('[data-coverage] dt');
  const values = await textsOf('[data-coverage] dd');
  const facts = terms.map((term, index) => `${term}: ${values[index]}`);
  expect(facts).toEqual(
    expect.arrayContaining([
      `${message('coverage_cells')}: 412`,
      `${message('coverage_attributes')}: 58`,
      `${message('coverage_not_read')}: table rows not loaded (860) ${message('unread_why_grid_rows')}`,
    ]),
  );
});

describe.each(['en', 'zh_CN'] as const)('in %s', (language) => {
  it.each(['full', 'approved', 'mixed', 'away', 'all-away', 'unread'] as const)(
    '%s: nothing sticks out and no amount is broken over lines',
    async (tab) => {
      page = await gallery.open(tab, language);
      await unfold(page);
      const { wide, broken, amounts } = await page.evaluate(() => {
        const all = [...document.querySelectorAll<HTMLElement>('.popup, .popup *')];
        const numbers = document.querySelectorAll<HTMLElement>('.unbroken, .line-price, .line-amount, .verdict-amounts li');
        return {
          wide: all.filter((element) => element.getBoundingClientRect().right > innerWidth).map((element) => element.className),
          broken: [...numbers].filter((element) => element.getBoundingClientRect().height > 24).map((element) => element.innerText),
          amounts: numbers.length,
        };
      });
      expect(wide).toEqual([]);
      expect(broken).toEqual([]);
      expect(amounts).toBeGreaterThan(tab === 'unread' ? -1 : 1);
    },
  );

  it.each([
    ['mixed', 'light'],
    ['mixed', 'dark'],
    ['away', 'light'],
    ['away', 'dark'],
    ['unread', 'light'],
    ['approved', 'light'],
    ['approved', 'dark'],
  ] as const)('%s, %s: axe finds nothing', async (tab, scheme) => {
    page = await gallery.open(tab, language, scheme);
    await unfold(page);
    await page.evaluate(axeSource);
    const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' · ')}`)).toEqual([]);
  });
});
