/**
 * What is kept of rows that the page takes away because the reader scrolls, and what is not. The pages here show six of
 * sixty lines at a time, each in its own way.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../until.ts';
import { LineWorker } from './harness/line-worker.ts';
import { type Bench, type Lab, openLab, pageOf, usualKinds } from './lab.ts';

const HEAD = '<tr><th>No.</th><th>Description</th><th>Qty</th><th>Unit price</th><th>Amount</th></tr>';
const STYLE = '<style>.s{height:200px;overflow:auto} .pad{height:2400px} .top{position:sticky;top:0} body{margin:0}</style>';

/** `show(first)` puts the six rows from there into `r`; `scrolledTo(show)` calls it as the reader scrolls. */
const SCRIPT = `<script>
  const cells = (i) => [i, 'NVX-' + i + ' part', 2, '$1.5', '$3'];
  const rowOf = (i) => '<tr>' + cells(i).map((text) => '<td>' + text + '</td>').join('') + '</tr>';
  let first = 1;
  function show(at) {
    first = at;
    r.innerHTML = Array.from({ length: 6 }, (_, i) => rowOf(at + i)).join('');
  }
  function step(at) {
    while (first < at) { r.rows[0].remove(); first += 1; r.insertAdjacentHTML('beforeend', rowOf(first + 5)); }
    while (first > at) { r.rows[r.rows.length - 1].remove(); first -= 1; r.insertAdjacentHTML('afterbegin', rowOf(first)); }
  }
  function rewrite(at) {
    first = at;
    for (const [i, row] of [...r.rows].entries()) {
      for (const [j, text] of cells(at + i).entries()) row.cells[j].firstChild.data = text;
    }
  }
  const firstOf = (scroller) => 1 + Math.round(scroller.scrollTop / 40);
  show(1);
</script>`;

const TABLE = `<table><thead>${HEAD}</thead><tbody id=r></tbody></table>`;
const INNER = `<div id=s class=s><div class=pad><div class=top>${TABLE}</div></div></div>`;

interface Way {
  readonly rule: string;
  readonly html: string;
  /** Scrolls to the row `at`. */
  readonly go: string;
}

const onScroll = (how: string, target = 's') => `<script>${target}.addEventListener('scroll', () => ${how}(firstOf(s)))</script>`;

const WAYS: readonly Way[] = [
  { rule: 'all rows put anew', html: INNER + SCRIPT + onScroll('show'), go: 's.scrollTop = (at - 1) * 40' },
  { rule: 'rows taken away at one end and put at the other', html: INNER + SCRIPT + onScroll('step'), go: 's.scrollTop = (at - 1) * 40' },
  { rule: 'rows used again', html: INNER + SCRIPT + onScroll('rewrite'), go: 's.scrollTop = (at - 1) * 40' },
  {
    rule: 'some time after the scroll',
    html: `${INNER + SCRIPT}<script>s.addEventListener('scroll', () => setTimeout(() => show(firstOf(s)), 400))</script>`,
    go: 's.scrollTop = (at - 1) * 40; new Promise((done) => setTimeout(done, 500))',
  },
  { rule: 'rows first, the scroll behind', html: INNER + SCRIPT, go: 'show(at); s.scrollTop = (at - 1) * 40' },
  {
    rule: 'the page itself scrolls',
    html: `<div style="height:9000px"><div class=top>${TABLE}</div></div>${SCRIPT}<script>addEventListener('scroll', () => step(1 + Math.round(scrollY / 40)))</script>`,
    go: 'scrollTo(0, (at - 1) * 40)',
  },
  {
    rule: 'a bar beside the rows',
    html: `<div style="display:flex"><div>${TABLE}</div><div id=s class=s style="width:20px"><div class=pad></div></div></div>${SCRIPT}${onScroll('step')}`,
    go: 's.scrollTop = (at - 1) * 40',
  },
  {
    rule: 'a bar elsewhere in the grid',
    html: `<div role=grid><div><div><div>${TABLE}</div></div></div><div><div id=s class=s style="width:20px"><div class=pad></div></div></div></div>${SCRIPT}${onScroll('step')}`,
    go: 's.scrollTop = (at - 1) * 40',
  },
  {
    rule: 'in a closed shadow root',
    html: `<div id=host></div><script>
      const root = host.attachShadow({ mode: 'closed' });
      root.innerHTML = ${JSON.stringify(`${STYLE}${INNER}`)};
      var s = root.getElementById('s'), r = root.getElementById('r');
    </script>${SCRIPT}${onScroll('step')}`,
    go: 's.scrollTop = (at - 1) * 40',
  },
  {
    rule: 'a grid that numbers its rows, used again',
    html: `<div id=s class=s><div class=pad><div class=top role=grid aria-rowcount=61><div role=row aria-rowindex=1>${['No.', 'Description', 'Qty', 'Price', 'Amount'].map((text) => `<span role=columnheader>${text}</span>`).join('')}</div><div id=r></div></div></div></div>${SCRIPT}<script>
      const gridRow = (i) => '<div role=row aria-rowindex=' + (i + 1) + '>' + cells(i).map((text) => '<span role=gridcell>' + text + '</span>').join('') + '</div>';
      r.innerHTML = [1, 2, 3, 4, 5, 6].map(gridRow).join('');
      s.addEventListener('scroll', () => {
        // As grids do it: row n stands in element n modulo 6, whatever the order.
        for (let i = firstOf(s); i < firstOf(s) + 6; i += 1) {
          const row = r.children[(i - 1) % 6];
          row.setAttribute('aria-rowindex', i + 1);
          for (const [j, text] of cells(i).entries()) if (row.children[j].textContent !== String(text)) row.children[j].textContent = text;
        }
      });
    </script>`,
    go: 's.scrollTop = (at - 1) * 40',
  },
];

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `NVX-${from + i}`);
const sums = (lines: number) => [`${lines} lines, ${lines} of them ${lines * 3} USD`];

async function settled(bench: Bench, worker: LineWorker): Promise<{ told: string[]; gone: number }> {
  // Scroll events come with the next frame.
  await bench.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 60))));
  await bench.ask('idle');
  return worker.take(await bench.ask('calls'));
}

const wait = (bench: Bench, ms: number) => bench.page.evaluate((time) => new Promise((resolve) => setTimeout(resolve, time)), ms);

describe.each(usualKinds)('%s', (kind) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(kind);
  });
  afterAll(() => lab?.close());

  async function open(html: string, before = ''): Promise<{ bench: Bench; worker: LineWorker }> {
    const bench = await lab.open(pageOf(html, STYLE), null);
    if (before !== '') await bench.page.evaluate(before);
    await bench.ask('start', { terms: ['NVX-'] });
    const worker = new LineWorker();
    await settled(bench, worker);
    return { bench, worker };
  }

  async function act(bench: Bench, worker: LineWorker, script: string): Promise<void> {
    await bench.page.evaluate(script);
    await settled(bench, worker);
  }

  /** What is there, what was seen, and what all of it comes to. Nothing twice, every line with its line. */
  function expectRows(worker: LineWorker, there: readonly string[], seen: readonly string[]): void {
    const byNumber = (a: string, b: string) => Number(a.slice(4)) - Number(b.slice(4));
    expect(Object.keys(worker.found()).sort(byNumber)).toEqual(there);
    expect(worker.seen().sort(byNumber)).toEqual(seen);
    expect(Object.values(worker.found()).filter((line) => !line.endsWith('part · 2 × 1.5 USD = 3 USD'))).toEqual([]);
    expect(worker.writtenTables()).toEqual(there.length + seen.length > 0 ? sums(there.length + seen.length) : []);
    expect(worker.wrongSums()).toEqual([]);
  }

  test.runIf(kind === 'chromium')('nobody listens to the wheel while the page scrolls', async () => {
    const { bench } = await open(`<div style="height:9000px">${TABLE}</div>${SCRIPT}`);
    const cdp = await bench.page.createCDPSession();
    const ours: number[] = [];
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin.startsWith('chrome-extension:')) ours.push(context.id);
    });
    await cdp.send('Runtime.enable');
    const isListening = async () => {
      const { result } = await cdp.send('Runtime.evaluate', { expression: 'document', contextId: ours[0] as number });
      const { listeners } = await cdp.send('DOMDebugger.getEventListeners', { objectId: result.objectId as string });
      return listeners.some(({ type }) => type === 'wheel');
    };
    expect(await isListening()).toBe(true);
    for (const top of [100, 200, 300]) {
      await bench.page.evaluate(
        `new Promise((done) => { scrollTo(0, ${top}); addEventListener('scroll', () => setTimeout(done), { once: true }) })`,
      );
      expect(await isListening()).toBe(false);
    }
    await until('the wheel to count again', isListening);
    await bench.close();
  });

  describe('rows scrolled away stay on record, and are told once', () => {
    test.each(WAYS)('$rule', async ({ html, go }) => {
      const { bench, worker } = await open(html);
      expectRows(worker, numbers(1, 6), []);
      await act(bench, worker, `{ const at = 3; ${go} }`);
      expectRows(worker, numbers(3, 8), numbers(1, 2));
      await act(bench, worker, `{ const at = 21; ${go} }`);
      expectRows(worker, numbers(21, 26), numbers(1, 8));
      await act(bench, worker, `{ const at = 4; ${go} }`);
      expectRows(worker, numbers(4, 9), [...numbers(1, 3), ...numbers(21, 26)]);
      await act(bench, worker, `{ const at = 1; ${go} }`);
      expectRows(worker, numbers(1, 6), [...numbers(7, 9), ...numbers(21, 26)]);
      await bench.close();
    });

    test.each([
      ['a grid', `<div role=grid><div id=s><div>${TABLE}</div></div></div>`],
      ['a table', `<div id=s>${TABLE}</div>`],
    ])('by the wheel alone: %s', async (_, html) => {
      const { bench, worker } = await open(
        `${html + SCRIPT}<script>addEventListener('wheel', (event) => { event.preventDefault(); step(first + Math.sign(event.deltaY) * 3) }, { passive: false })</script>`,
      );
      await bench.page.mouse.move(60, 60);
      await bench.page.mouse.wheel({ deltaY: 100 });
      await settled(bench, worker);
      expectRows(worker, numbers(4, 9), numbers(1, 3));
      await bench.page.mouse.wheel({ deltaY: -100 });
      await settled(bench, worker);
      expectRows(worker, numbers(1, 6), numbers(7, 9));
      await bench.close();
    });

    test('also where the table is being read for the first time', async () => {
      const rows = Array.from({ length: 6_000 }, (_, i) => `<tr><td>${i + 1}<td>NVX-${i + 1} part<td>2<td>$1.5<td>$3</tr>`).join('');
      const page = pageOf(
        `<div id=s class=s>${TABLE.replace('<tbody id=r>', `<tbody id=r>${rows}`)}</div><script>
          s.onscroll = () => r.replaceChildren(...[...r.rows].slice(-100));
          addEventListener('message', ({ data }) => { if (data.call === 'switchTerms') s.scrollTop = 4000; });
        </script>`,
        STYLE,
      );
      // Nothing is found, so that no line is read before something is.
      const bench = await lab.open(page, { terms: [] });
      const worker = new LineWorker();
      await settled(bench, worker);
      // A page that was just read rests: what it takes away would be looked at after its lines are read.
      await wait(bench, 2_000);
      await bench.ask('switchTerms', ['NVX-']);
      await settled(bench, worker);
      expect(await bench.page.evaluate('r.rows.length')).toBe(100);
      expect(worker.writtenTables()).toEqual(sums(6_000));
      expect(worker.wrongSums()).toEqual([]);
      await bench.close();
    });

    test('cards of an endless list, whatever wraps them', async () => {
      const { bench, worker } = await open(`<div id=s class=s><div class=pad><div class=top id=u></div></div></div><script>
        const card = (i) => '<section><div><h3>NVX-' + i + ' part</h3><p>$1.5</p><input type=number name=qty value=2><button>Add to cart</button></div></section>';
        const show = (at) => { u.innerHTML = [at, at + 1, at + 2].map(card).join('') };
        show(1);
        s.addEventListener('scroll', () => show(1 + Math.round(s.scrollTop / 40)));
      </script>`);
      expectRows(worker, numbers(1, 3), []);
      await act(bench, worker, 's.scrollTop = 80');
      expectRows(worker, numbers(3, 5), numbers(1, 2));
      await act(bench, worker, 's.scrollTop = 0');
      expectRows(worker, numbers(1, 3), numbers(4, 5));
      await bench.close();
    });

    test('a head that scrolls away with its rows goes on to say what they are', async () => {
      const { bench, worker } =
        await open(`<div id=s class=s><div class=pad><div class=top><table><tbody id=r></tbody></table></div></div></div><script>
        const row = (i) => i === 0 ? ${JSON.stringify(HEAD.replaceAll('th>', 'td>').replace('Amount', 'Remarks'))} : '<tr><td>' + i + '</td><td>NVX-' + i + ' part</td><td>2</td><td>$1.5</td><td>urgent</td></tr>';
        const show = (at) => { r.innerHTML = [0, 1, 2, 3, 4, 5].map((i) => row(at + i)).join('') };
        show(0);
        s.addEventListener('scroll', () => show(Math.round(s.scrollTop / 40)));
      </script>`);
      expectRows(worker, numbers(1, 5), []);
      await act(bench, worker, 's.scrollTop = 400');
      expectRows(worker, numbers(10, 15), numbers(1, 5));
      await act(bench, worker, 's.scrollTop = 800');
      expectRows(worker, numbers(20, 25), [...numbers(1, 5), ...numbers(10, 15)]);
      await act(bench, worker, 's.scrollTop = 0');
      expectRows(worker, numbers(1, 5), [...numbers(10, 15), ...numbers(20, 25)]);
      await bench.close();
    });

    test('lines that say the same are as many as there are', async () => {
      const { bench, worker } = await open(
        `${INNER + SCRIPT.replace('[i, ', '[1 + ((i - 1) >> 1), ').replace("'NVX-' + i", "'NVX-' + (1 + ((i - 1) >> 1))")}${onScroll('step')}`,
      );
      expect(worker.writtenTables()).toEqual(sums(6));
      await act(bench, worker, 's.scrollTop = 40');
      expect(worker.writtenTables()).toEqual(sums(7));
      expect(worker.seen()).toEqual(['NVX-1']);
      await act(bench, worker, 's.scrollTop = 80');
      expect(worker.seen()).toEqual(['NVX-1', 'NVX-1']);
      await act(bench, worker, 's.scrollTop = 0');
      expect(worker.seen()).toEqual(['NVX-4', 'NVX-4']);
      expect(worker.writtenTables()).toEqual(sums(8));
      expect(worker.wrongSums()).toEqual([]);
      await bench.close();
    });
  });

  describe('what is taken away otherwise is gone', () => {
    const BUTTONS = `<script>
      // The rows answer a click a little later, as after a request.
      r.addEventListener('click', (event) => { const row = event.target.closest('tr'); setTimeout(() => row.remove(), 150) });
    </script>`;

    const press = async (bench: Bench, selector: string) => {
      const element = await bench.page.$(selector);
      const box = await element?.boundingBox();
      await bench.page.mouse.click((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
      await wait(bench, 200);
    };

    test('deleted by a click soon after scrolling', async () => {
      const { bench, worker } = await open(INNER + SCRIPT + onScroll('step') + BUTTONS);
      await act(bench, worker, 's.scrollTop = 80');
      await press(bench, '#r tr:nth-child(2)');
      await settled(bench, worker);
      expectRows(worker, ['NVX-3', ...numbers(5, 8)], numbers(1, 2));
      await bench.close();
    });

    test('deleted by a key soon after scrolling', async () => {
      const { bench, worker } = await open(
        `${INNER + SCRIPT}${onScroll('step')}<script>addEventListener('keydown', ({ key }) => { if (key === 'Delete') r.rows[1].remove() })</script>`,
      );
      await act(bench, worker, 's.scrollTop = 80');
      await bench.page.keyboard.press('Delete');
      await settled(bench, worker);
      expectRows(worker, ['NVX-3', ...numbers(5, 8)], numbers(1, 2));
      await bench.close();
    });

    test('deleted by a click on a page that was scrolled long ago', async () => {
      const { bench, worker } = await open(
        `<div style="height:900px">above</div>${INNER}<div style="height:3000px"></div>${SCRIPT}${onScroll('step')}${BUTTONS}`,
      );
      await act(bench, worker, 'scrollTo(0, 880)');
      await wait(bench, 1_200);
      await press(bench, '#r tr:nth-child(2)');
      await settled(bench, worker);
      expectRows(worker, ['NVX-1', ...numbers(3, 6)], []);
      await bench.close();
    });

    test.each([
      ['the page', 'scrollTo(0, 80)'],
      ['a part of it', 's.scrollTop = 80'],
    ])('deleted by a click where %s was scrolled before we came', async (_, before) => {
      const { bench, worker } = await open(
        `${INNER}<div style="height:3000px"></div>${SCRIPT}${onScroll('step')}${BUTTONS}`,
        `${before}; new Promise((done) => setTimeout(done, 200))`,
      );
      const [first] = Object.keys(worker.found());
      await press(bench, '#r tr:nth-child(4)');
      await settled(bench, worker);
      expect(worker.seen()).toEqual([]);
      expect(Object.keys(worker.found())).toHaveLength(5);
      expect(Object.keys(worker.found())[0]).toBe(first);
      await bench.close();
    });

    test('edited soon after scrolling', async () => {
      const { bench, worker } = await open(`${INNER + SCRIPT}${onScroll('step')}<script>
        s.addEventListener('scroll', () => { r.rows[1].cells[2].innerHTML = '<input id=q type=number value=2>' }, { once: true });
        s.addEventListener('input', () => setTimeout(() => { const row = q.closest('tr'), qty = q.value; row.outerHTML = row.outerHTML.replace('$3', '$' + 1.5 * qty).replace('value="2"', 'value="' + qty + '"') }, 100));
      </script>`);
      await act(bench, worker, 's.scrollTop = 80');
      expectRows(worker, numbers(3, 8), numbers(1, 2));
      await bench.page.evaluate('q.focus(); q.select()');
      await bench.page.keyboard.type('4');
      await wait(bench, 500);
      await settled(bench, worker);
      expect(worker.found()['NVX-4']).toBe('4 · NVX-4 part · 4 × 1.5 USD = 6 USD');
      expect(worker.seen()).toEqual(['NVX-1', 'NVX-2']);
      expect(worker.writtenTables()).toEqual(['8 lines, 8 of them 27 USD']);
      await bench.close();
    });

    test('beside another list that is scrolled', async () => {
      const order = `<table id=o><thead>${HEAD}</thead><tbody><tr><td>1</td><td>NVX-70 part</td><td>2</td><td>$1.5</td><td>$3</td></tr></tbody></table>`;
      const { bench, worker } = await open(`${INNER + order + SCRIPT}${onScroll('step')}`);
      await act(
        bench,
        worker,
        's.scrollTop = 80; setTimeout(() => o.tBodies[0].rows[0].remove(), 100); new Promise((done) => setTimeout(done, 300))',
      );
      expect(Object.keys(worker.found())).toEqual(numbers(3, 8));
      expect(worker.seen()).toEqual(['NVX-1', 'NVX-2']);
      expect(worker.writtenTables()).toEqual(sums(8));
      await bench.close();
    });

    test('beside another list that is scrolled, all in one table of layout', async () => {
      const order = `<table id=o><thead>${HEAD}</thead><tbody><tr><td>1</td><td>NVX-70 part</td><td>2</td><td>$1.5</td><td>$3</td></tr></tbody></table>`;
      const { bench, worker } = await open(`<table><tr><td>${INNER}</td><td>${order}</td></tr></table>${SCRIPT}${onScroll('step')}`);
      await act(
        bench,
        worker,
        's.scrollTop = 80; setTimeout(() => o.tBodies[0].rows[0].remove(), 100); new Promise((done) => setTimeout(done, 300))',
      );
      expect(worker.seen()).toEqual(['NVX-1', 'NVX-2']);
      await bench.close();
    });

    test('the grid itself', async () => {
      const { bench, worker } = await open(`<div id=d>${INNER}</div>${SCRIPT}${onScroll('step')}`);
      await act(bench, worker, 's.scrollTop = 80');
      expectRows(worker, numbers(3, 8), numbers(1, 2));
      await wait(bench, 1_100);
      await act(bench, worker, 'd.remove()');
      expectRows(worker, [], []);
      await bench.close();
    });
  });

  describe('another page in the same document', () => {
    const NEXT = `r.innerHTML = rowOf(50)`;

    test.each([
      ['by pushState', `history.pushState({}, '', '/other'); ${NEXT}`],
      ['by the hash of a route', `location.hash = '#/orders/2'; ${NEXT}`],
      [
        'by pushState, with the new rows behind',
        `history.pushState({}, '', '/other'); setTimeout(() => { ${NEXT} }, 300); new Promise((done) => setTimeout(done, 500))`,
      ],
      [
        'by pushState, to the top of the page, a sign of work, and then the new rows',
        `history.pushState({}, '', '/other'); scrollTo(0, 0); document.body.insertAdjacentHTML('beforeend', '<p>Loading</p>'); setTimeout(() => { ${NEXT} }, 600); new Promise((done) => setTimeout(done, 800))`,
      ],
    ])('%s: nothing of the one before stays', async (_, script) => {
      const { bench, worker } = await open(
        `<div style="height:300px"><a id=a style="position:fixed;right:0;top:0;z-index:9">go</a></div>${INNER}<div style="height:3000px"></div>${SCRIPT}${onScroll('step')}<script>a.addEventListener('click', () => go())</script>`,
      );
      await act(bench, worker, 'scrollTo(0, 100); s.scrollTop = 80');
      expectRows(worker, numbers(3, 8), numbers(1, 2));
      await bench.page.evaluate(`go = () => { done = (async () => { ${script.replace(/; new Promise.*$/, '')} })() }; 0`);
      await bench.page.click('#a');
      await wait(bench, 900);
      await settled(bench, worker);
      expectRows(worker, ['NVX-50'], []);
      await bench.close();
    });

    test.each([
      ['at once', '() => history.replaceState({}, "", "?row=" + firstOf(s))', 0],
      [
        'a while after',
        '() => { clearTimeout(window.late); window.late = setTimeout(() => history.replaceState({}, "", "?row=" + firstOf(s)), 300) }',
        2_500,
      ],
    ])('none where the page writes down how far the reader scrolled, %s', async (_, listener, rest) => {
      const { bench, worker } = await open(
        `${INNER + SCRIPT}${onScroll('step')}<script>s.addEventListener('scroll', ${listener})</script>`,
      );
      await act(bench, worker, 's.scrollTop = 80');
      await wait(bench, rest);
      await act(bench, worker, 's.scrollTop = 160');
      expectRows(worker, numbers(5, 10), numbers(1, 4));
      await wait(bench, rest);
      await act(bench, worker, 's.scrollTop = 40');
      expectRows(worker, numbers(2, 7), ['NVX-1', ...numbers(8, 10)]);
      await bench.close();
    });
  });
});
