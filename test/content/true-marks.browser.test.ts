/** Marks lie on their words, whatever the page does to them; nothing else happens between the page's act and the look. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../until.ts';
import { type Bench, type Lab, openLab, pageOf, usualKinds } from './lab.ts';

interface Drawn {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly kind: 'words' | 'field' | 'row';
  readonly line: 'bottom' | 'left' | 'none';
}

const LINES = Array.from({ length: 40 }, (_, i) => `<p>Line ${i}: a Cisco ASA firewall</p>`).join('');
const TALL = '<div style="height:3000px"></div>';

/** The page, what happens to it, and whether that takes the browser more than three frames. */
const SCENES: Record<string, { readonly html: string; readonly act?: string; readonly isLate?: boolean }> = {
  'page scroll': { html: `${TALL}<p>a Cisco ASA</p>${TALL}`, act: 'scrollTo(0, 2700)' },
  'nested scrollers': {
    html: `<div id=a style="height:300px;overflow:auto"><div style="height:400px"></div>
      <div id=b style="height:200px;width:200px;overflow:auto"><p style="margin:400px 0 400px 600px;width:200px">a Cisco ASA</p></div>${TALL}</div>`,
    act: 'a.scrollTop = 320; b.scrollTo(550, 320)',
  },
  'scroller in a shadow root': {
    html: `<div id=host></div><script>host.attachShadow({ mode: 'closed' }).innerHTML =
      '<div style="height:200px;overflow:auto" id=s><p style="margin:150px 0 900px">a Cisco ASA</p></div>';</script>`,
    act: 'HOSTS(host).getElementById("s").scrollTop = 90',
  },
  'scroller around the words themselves': {
    html: '<div id=a style="height:50px;width:200px;overflow:auto;white-space:pre">\n\n\n\na Cisco ASA\n\n\n\n\n\n\n\n</div>',
    act: 'a.scrollTop = 70',
  },
  'words without a box around them, in a page that scrolls': {
    html: `<div style="height:500px"></div><div><span style="display:contents">a Cisco ASA</span></div>${TALL}`,
    act: 'scrollTo(0, 300)',
  },
  'words in the page itself, which scrolls': { html: `<div style="height:500px"></div>a Cisco ASA${TALL}`, act: 'scrollTo(0, 300)' },
  'words moved in their element by a class, while the page scrolls': {
    html: `<style>.end p { text-align: right }</style><div style="height:600px"></div><p>a Cisco ASA</p>${TALL}`,
    act: 'scrollTo(0, 300); document.body.className = "end"',
  },
  'words wrapped anew in an element of the same size': {
    html: '<style>#a.long { word-spacing: 40px }</style><p id=a style="width:120px;height:300px">some words before a Cisco ASA</p>',
    act: 'a.className = "long"',
  },
  'zoom of the body': { html: '<p>a Cisco ASA</p>', act: 'document.body.style.zoom = 1.5' },
  'zoom of a container': { html: '<p>b</p><div id=a><p>a Cisco ASA</p></div>', act: 'a.style.zoom = 1.5' },
  'zoom of the root': { html: '<p>b</p><p>a Cisco ASA</p>', act: 'document.documentElement.style.zoom = 1.5' },
  'root zoomed back': {
    isLate: true,
    html: '<p>a Cisco ASA</p>',
    act: 'document.documentElement.style.zoom = 0.8; setTimeout(() => document.documentElement.style.zoom = "", 60)',
  },
  scale: { html: '<p id=a>a Cisco ASA</p>', act: 'a.style.cssText = "transform: scale(1.7); transform-origin: 0 0"' },
  rotate: { html: '<p id=a style="transform-origin:0 0">a Cisco ASA</p>', act: 'a.style.transform = "rotate(12deg)"' },
  'transformed root': {
    html: '<style>html { transform-origin: 0 0 }</style><p>a Cisco ASA</p>',
    act: 'document.documentElement.style.transform = "translate(30px, 40px) scale(1.1)"',
  },
  'fixed bar': { html: `<p style="position:fixed;top:20px;left:9px">a Cisco ASA</p>${TALL}`, act: 'scrollTo(0, 800)' },
  'right to left': { html: '<p dir=rtl>جدار Cisco ASA الناري</p>' },
  'vertical writing': { html: '<p style="writing-mode:vertical-rl;height:200px">网络 Cisco ASA 防火墙</p>' },
  'name over two lines': { html: '<p style="width:70px">a new Cisco ASA</p>' },
  'opened details': { html: '<details id=a><summary>s</summary><p>a Cisco ASA</p></details>', act: 'a.open = true' },
  'something collapses above': { html: '<div id=a style="height:200px">x</div><p>a Cisco ASA</p>', act: 'a.hidden = true' },
  'image arrives above': {
    html: '<img id=a><p>a Cisco ASA</p>',
    act: "a.src = \"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='80' height='90'/>\"; new Promise((done) => { a.onload = done; })",
  },
  'text put before': { html: '<p id=a>a <i id=b></i>Cisco ASA</p>', act: 'b.textContent = "much longer text before the "' },
  'content-visibility': {
    html: `${TALL}<div style="content-visibility:auto;contain-intrinsic-size:1000px"><p>a Cisco ASA</p></div>`,
    act: 'scrollTo(0, 2900)',
  },
  'words that come back': { html: '<p id=a style="display:none">a Cisco ASA</p>', act: 'a.style.display = ""' },
  'modal dialog': { html: '<dialog id=a><p>a Cisco ASA</p></dialog>', act: 'a.showModal()' },
  'modal dialog in something that clips and moves': {
    html: '<div style="overflow:hidden;height:20px;width:20px;transform:translate(0)"><dialog id=a><p>a Cisco ASA</p></dialog></div>',
    act: 'a.showModal()',
  },
  popover: { html: '<div popover id=a><p>a Cisco ASA</p></div>', act: 'a.showPopover()' },
};

/** Pages that move for a while, and for how many frames to look. */
const MOVES: Record<string, { readonly html: string; readonly act: string; readonly frames?: number }> = {
  transition: {
    html: '<p id=a style="transition:transform .5s;">a Cisco ASA</p>',
    act: 'a.style.transform = "translate(400px, 90px)"',
  },
  'transition with a delay': {
    html: '<p id=a style="transition:transform .5s 1.2s;">a Cisco ASA</p>',
    act: 'a.style.transform = "translate(400px, 90px)"',
    frames: 120,
  },
  'transition of the layout above': {
    html: '<div id=a style="transition:height .5s;height:20px"></div><p>a Cisco ASA</p>',
    act: 'a.style.height = "300px"',
  },
  'transition inside of an element that stays': {
    html: '<p id=a style="transition:text-indent .5s;width:600px;height:40px">a Cisco ASA</p>',
    act: 'a.style.textIndent = "300px"',
  },
  'animation inside of an element that stays, while the page scrolls': {
    html: `<style>@keyframes k { to { text-indent: 300px } } .k { animation: k .6s linear }</style><div style="height:300px"></div>
      <p id=a style="width:600px;height:40px">a Cisco ASA</p>${TALL}`,
    act: 'a.className = "k"; const go = (n) => { scrollBy(0, 3); if (n > 0) requestAnimationFrame(() => go(n - 1)); }; go(25)',
  },
  'animation by a class': {
    html: '<style>@keyframes k { to { transform: translateX(500px) } } .k { animation: k .6s }</style><p id=a>a Cisco ASA</p>',
    act: 'a.className = "k"',
  },
  'element.animate': {
    html: '<p id=a>a Cisco ASA</p><button id=b>b</button>',
    act: 'a.animate([{ offset: 0.3, transform: "none" }, { transform: "translateX(500px)" }], 900); b.click()',
  },
  'style set in each frame': {
    html: `<p id=a style="position:relative;margin-top:50px">a Cisco ASA</p>${TALL}`,
    // Begun when we draw in each frame already, and so are asked before the page.
    act: `scrollBy(0, 1); const go = (x) => { a.style.left = x + "px"; if (x < 300) requestAnimationFrame(() => go(x + 7)); };
      setTimeout(() => requestAnimationFrame(() => go(0)), 60)`,
  },
  'scrolling in each frame': {
    html: `<div style="height:600px"></div><p>a Cisco ASA</p>${TALL}`,
    act: `scrollBy(0, 1); const go = (n) => { scrollBy(0, 9); if (n > 0) requestAnimationFrame(() => go(n - 1)); };
      setTimeout(() => requestAnimationFrame(() => go(40)), 60)`,
  },
  'smooth scrolling': {
    html: `<div style="height:500px"></div><p>a Cisco ASA</p>${TALL}`,
    act: 'scrollTo({ top: 420, behavior: "smooth" })',
  },
};

/** Closed roots of the page, for the page's own acts. */
const ROOTS = `<script>const roots = new WeakMap(); const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) { const root = attach.call(this, init); roots.set(this, root); return root; };
  const HOSTS = (host) => roots.get(host);</script>`;

async function open(lab: Lab, html: string, options: object = {}): Promise<Bench> {
  const bench = await lab.open(pageOf(html, ROOTS), null);
  await bench.ask('start', { terms: ['Cisco ASA'], ...options });
  return bench;
}

async function wordsOf(bench: Bench): Promise<Drawn[]> {
  return (await bench.ask<Drawn[]>('drawn')).filter(({ kind }) => kind === 'words');
}

const settled = (bench: Bench) => until('the marks on their words', async () => (await bench.ask<number>('settled')) < 1, 5_000);

async function rectOf(bench: Bench, selector: string): Promise<DOMRect> {
  return bench.page.$eval(selector, (element) => element.getBoundingClientRect().toJSON() as DOMRect);
}

describe.each(usualKinds)('%s', (kind) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(kind, 'overlay');
  });
  afterAll(() => lab?.close());

  describe('marks lie on their words after', () => {
    test.each(Object.keys(SCENES))('%s', async (name) => {
      const { html, act = '', isLate = false } = SCENES[name] ?? { html: '' };
      const bench = await open(lab, html);
      await bench.ask('rested');
      await bench.page.evaluate(act);
      if (isLate) await settled(bench);
      else expect(await bench.ask('settled')).toBeLessThan(1);
      expect((await wordsOf(bench)).length).toBeGreaterThan(0);
      await bench.close();
    });

    test('the window has another size, and the screen another density', async () => {
      const bench = await open(lab, '<p>some words to be wrapped before the name of a Cisco ASA comes</p>');
      await bench.page.setViewport({ width: 300, height: 500 });
      await settled(bench);
      await bench.page.setViewport({ width: 700, height: 500, deviceScaleFactor: 1.5 });
      await settled(bench);
      expect(await wordsOf(bench)).toHaveLength(1);
      await bench.close();
    });

    test.runIf(kind === 'chromium')('pinching', async () => {
      const bench = await open(lab, `<p style="margin:200px">a Cisco ASA</p>${TALL}`);
      const debug = await bench.page.createCDPSession();
      await debug.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 });
      await bench.page.evaluate('scrollBy(0, 60)');
      await settled(bench);
      expect(await bench.page.evaluate('visualViewport.scale')).toBe(2);
      expect(await wordsOf(bench)).toHaveLength(1);
      await bench.close();
    });
  });

  describe('marks follow, at most one frame behind,', () => {
    test.each(Object.keys(MOVES))('%s', async (name) => {
      const { html, act, frames = 40 } = MOVES[name] ?? { html: '', act: '' };
      const bench = await open(lab, html);
      await bench.ask('rested');
      await bench.page.evaluate(`void setTimeout(() => { ${act} }, 60)`);
      const seen = await bench.ask<{ off: number; at: string }[]>('follow', frames);
      expect(new Set(seen.map(({ at }) => at)).size).toBeGreaterThan(4); // it did move
      const late = seen.map(({ off }) => off > 1);
      expect(late.some((is, i) => is && late[i + 1])).toBe(false);
      expect(late.filter(Boolean).length).toBeLessThan(3);
      await bench.close();
    });

    test('a jump of the page', async () => {
      const bench = await open(lab, `<div style="height:500px"></div>${LINES}${TALL}`);
      for (const top of [10, 350, 90]) {
        await bench.page.evaluate(`scrollTo(0, ${top})`);
        const [first, second] = await bench.ask<{ off: number }[]>('follow', 2);
        expect(first?.off).toBeLessThan(1);
        expect(second?.off).toBeLessThan(1);
      }
      await bench.close();
    });
  });

  test('fields and pictures that are called like members of the DOM are not in the way', async () => {
    const bench = await open(
      lab,
      `<div id=names></div><div style="height:200px;overflow:auto"><form id=form>a Cisco ASA<table>${'<tr><td>b Cisco ASA</tr>'.repeat(3)}</table></form></div>
      <script>
        // Those that the page's own reader is not asked for; messages of the test come through the window.
        const members = (...types) => types.flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)).filter((name) => name !== 'style');
        form.insertAdjacentHTML('beforeend', members(EventTarget, Node, Element, HTMLElement, HTMLFormElement).map((name) => '<input type=hidden name="' + name + '">').join(''));
        names.innerHTML = members(EventTarget, Node, Document).map((name) => '<img hidden alt="" id="' + name + '" name="' + name + '">').join('');
      </script>`,
      { bare: true, rows: 'tr' },
    );
    await settled(bench);
    expect(await wordsOf(bench)).toHaveLength(4);
    await bench.page.evaluate('scrollBy(0, 5); form.parentNode.scrollTop = 9');
    await settled(bench);
    await bench.close();
  });

  test('nothing is written to marks that scroll along, also after a long way', async () => {
    const bench = await open(lab, `<div style="height:400px"></div>${LINES.slice(0, LINES.indexOf('<p>Line 8'))}${TALL.repeat(8)}`);
    for (const way of [0, 20_000]) {
      for (let top = 0; top <= way; top += 500) await bench.page.evaluate(`scrollTo(0, ${top})`);
      await bench.page.evaluate('scrollTo(0, 0)');
      await settled(bench);
      await bench.ask('rested');
      const written = await bench.ask<string[]>('written');
      expect(written).toHaveLength(8);
      await bench.page.evaluate('scrollTo(0, 70)');
      expect(await bench.ask('settled')).toBeLessThan(1);
      expect(await bench.ask('written')).toEqual(written);
    }
    await bench.close();
  });

  test('words that a style sheet moves, edited by a script, without any event', async () => {
    const bench = await open(lab, '<style id=a>p { color: #000 }</style><p>a Cisco ASA</p>');
    for (const rule of ['p { padding-left: 90px }', 'p { text-indent: 60px }', 'p { margin-top: 120px }', 'p { padding-left: 9px }']) {
      await bench.ask('rested');
      await bench.page.evaluate(`void a.sheet.insertRule('${rule}')`);
      await settled(bench);
    }
    await bench.close();
  });

  test('two marks over the same words look like one, and are two', async () => {
    const bench = await open(lab, '<p>a Cisco ASA</p>', { terms: ['Cisco ASA', 'Cisco ASA'] });
    const [mark, ...others] = await wordsOf(bench);
    expect(others).toEqual([]);
    const ids = await bench.ask<string[]>('ids');
    expect(ids).toHaveLength(2);
    for (const id of ids) expect(await bench.ask('kindsOf', id)).toEqual(['words']);
    expect(ids).toContain(await bench.ask('at', { x: (mark?.left ?? 0) + 5, y: (mark?.top ?? 0) + 5 }));
    await bench.close();
  });

  describe('what lies over the words lies over the marks:', () => {
    const HEAD = '<style>body { margin: 0 }</style><div id=head style="position:sticky;top:0;height:40px;background:#fff">head</div>';

    test('a sticky head cuts the mark, and then hides it', async () => {
      const bench = await open(lab, `${HEAD}<p style="margin:100px 0">Cisco ASA</p>${TALL}`);
      const { bottom } = await rectOf(bench, '#head');
      const [mark] = await wordsOf(bench);
      const { top, height } = mark as Drawn;
      await bench.page.evaluate(`scrollTo(0, ${top + height / 2 - bottom})`);
      const cut = await until('the cut mark', async () => {
        const [one] = await wordsOf(bench);
        return one !== undefined && one.height < height - 2 && one;
      });
      expect(cut.top).toBeGreaterThanOrEqual(bottom - 0.5);
      expect(cut.line).toBe('bottom');
      await bench.page.evaluate(`scrollTo(0, ${top + height - bottom + 3})`);
      await until('no mark', async () => (await wordsOf(bench)).length === 0);
      await bench.page.evaluate('scrollTo(0, 0)');
      await settled(bench);
      await bench.close();
    });

    test('a bar at the foot cuts off the line under the words', async () => {
      const bench = await open(
        lab,
        `<div id=foot style="position:fixed;bottom:0;height:60px;width:100%;background:#fff">foot</div>
        <p style="margin-top:300px">Cisco ASA</p>${TALL}`,
      );
      const [mark] = await wordsOf(bench);
      const { top, height } = mark as Drawn;
      const foot = await rectOf(bench, '#foot');
      await bench.page.evaluate(`document.querySelector('p').style.marginTop = '${300 + foot.top - top - height / 2}px'`);
      const cut = await until('the cut mark', async () => {
        const [one] = await wordsOf(bench);
        return one !== undefined && one.height < height - 2 && one;
      });
      expect(cut.top + cut.height).toBeLessThanOrEqual(foot.top + 0.5);
      expect(cut.line).toBe('none');
      await bench.close();
    });

    test('low bars over many marks, from the first look on', async () => {
      const bar = (side: string) => `<div style="position:fixed;left:0;right:0;${side}:0;height:24px;background:#fff">bar</div>`;
      const bench = await open(
        lab,
        `<style>body { margin: 0 } p { margin: 0; line-height: 20px }</style>${LINES}${bar('top')}${bar('bottom')}`,
      );
      // The lowest words are asked about together with some that nothing covers.
      await bench.page.setViewport({ width: 800, height: 620 });
      await bench.ask('placing');
      await bench.ask('rested');
      const words = await wordsOf(bench);
      const height = Number(await bench.page.evaluate('innerHeight'));
      expect(words.length).toBeGreaterThan(10);
      expect(words.filter((one) => one.top < 23.5 || one.top + one.height > height - 23.5)).toEqual([]);
      await bench.close();
    });

    test('a pinned column cuts the mark at its edge', async () => {
      const bench = await open(
        lab,
        `<div id=s style="overflow:auto;width:300px"><table style="border-collapse:collapse"><tr><td id=pin style="position:sticky;left:0;background:#eee;min-width:80px">1
          <td style="white-space:nowrap">Cisco ASA<td><div style="width:900px">x</div></tr></table></div>`,
      );
      const [mark] = await wordsOf(bench);
      const pin = await rectOf(bench, '#pin');
      await bench.page.$eval('#s', (element, by) => element.scrollTo(by, 0), (mark?.left ?? 0) + (mark?.width ?? 0) / 2 - pin.right);
      const cut = await until('the cut mark', async () => {
        const [one] = await wordsOf(bench);
        return one !== undefined && one.width < (mark?.width ?? 0) - 5 && one;
      });
      expect(cut.left).toBeGreaterThanOrEqual(pin.right - 0.5);
      await bench.close();
    });

    test('a menu that opens over them, and closes again', async () => {
      const bench = await open(
        lab,
        `${LINES}<div id=menu hidden style="position:absolute;left:0;top:60px;width:300px;height:120px;background:#fff">menu</div>`,
      );
      const before = (await wordsOf(bench)).length;
      // The first time that everything is asked about takes long, and is followed by a rest.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await bench.page.evaluate('menu.hidden = false');
      const menu = await rectOf(bench, '#menu');
      await bench.ask('settled');
      expect((await wordsOf(bench)).every(({ top, height }) => top >= menu.bottom - 1 || top + height <= menu.top + 1)).toBe(true);
      await bench.page.evaluate('menu.hidden = true');
      await bench.ask('settled');
      expect(await wordsOf(bench)).toHaveLength(before);
      await bench.close();
    });

    test('what opens over the middle of the words, away from their corners', async () => {
      const bench = await open(
        lab,
        `<style>#menu { display: none; position: absolute; left: 200px; top: 0; width: 60px; height: 200px; background: #fff }
          .open #menu { display: block }</style><div id=a><p style="font-size:80px">Cisco ASA</p><i></i><div id=menu></div></div>`,
      );
      const [mark] = await wordsOf(bench);
      expect((mark?.left ?? 0) + (mark?.width ?? 0)).toBeGreaterThan(280);
      await bench.page.evaluate('a.className = "open"');
      await until('the cut mark', async () => (await wordsOf(bench)).every(({ left, width }) => left >= 259.5 || left + width <= 200.5));
      await bench.close();
    });

    test('a box that begins to clip', async () => {
      const bench = await open(lab, '<div id=a style="height:20px"><p style="margin-top:40px">Cisco ASA</p></div>');
      expect(await wordsOf(bench)).toHaveLength(1);
      await bench.page.evaluate('a.style.overflow = "hidden"');
      await until('no mark', async () => (await wordsOf(bench)).length === 0, 3_000);
      await bench.page.evaluate('a.style.overflow = ""');
      await until('the mark', async () => (await wordsOf(bench)).length === 1, 3_000);
      await bench.close();
    });

    test('a tint, and a link stretched over everything, hide nothing', async () => {
      const bench = await open(
        lab,
        `<div style="position:relative">${LINES}<a href="#" style="position:absolute;inset:0"></a>
          <span style="position:absolute;inset:0;background:rgba(0, 0, 0, 0.05)"></span></div>`,
      );
      expect((await wordsOf(bench)).length).toBeGreaterThan(10);
      await bench.close();
    });
  });

  describe('no frame shows a mark over other words, before they are read:', () => {
    const WORDS = '<p id=a>a Cisco ASA firewall</p>';
    const CHANGES: Record<string, readonly [html: string, change: string]> = {
      'another text': [WORDS, 'a.firstChild.data = "a San Francisco bus"'],
      'a longer word': [WORDS, 'a.firstChild.data = "a Cisco ASAP firewall"'],
      'another text node': [WORDS, 'a.textContent = "a San Francisco bus"'],
      'words pushed on': [WORDS, 'a.firstChild.data = "a good Cisco ASA firewall"'],
      'another row': [`<div id=b>${WORDS}</div>`, 'b.innerHTML = "<p>a San Francisco bus</p>"'],
    };

    test.each(Object.keys(CHANGES))('%s', async (name) => {
      const [html, change] = CHANGES[name] ?? ['', ''];
      const bench = await open(lab, html);
      // In a frame's callback: no other of ours comes before the painting.
      await bench.page.evaluate(`void setTimeout(() => requestAnimationFrame(() => { ${change} }), 60)`);
      const seen = await bench.ask<{ drawn: number; text: string }[]>('follow', 20);
      const before = seen[0]?.text;
      expect(seen[0]?.drawn).toBe(1);
      const after = seen.filter(({ text }) => text !== before);
      expect(after.length).toBeGreaterThan(3);
      expect(after.map(({ drawn }) => drawn)).toEqual(after.map(() => 0));
      await bench.close();
    });

    test('another value in a field', async () => {
      const bench = await open(lab, '<input id=a value="Cisco ASA" style="margin:30px">');
      await bench.page.evaluate('void setTimeout(() => { a.value = "other" }, 60)');
      const seen = await bench.ask<{ drawn: number; text: string }[]>('follow', 10);
      expect(seen[0]?.drawn).toBe(1);
      await bench.page.evaluate('document.body.append("something that can be seen to change")');
      await until('no bar', async () => (await bench.ask<Drawn[]>('drawn')).length === 0);
      await bench.close();
    });

    test('but what changes elsewhere in the text leaves it there', async () => {
      const bench = await open(lab, WORDS);
      await bench.page.evaluate(
        'void setTimeout(() => requestAnimationFrame(() => { a.firstChild.data = "a Cisco ASA firewall: 3 left" }), 60)',
      );
      const seen = await bench.ask<{ drawn: number; text: string }[]>('follow', 20);
      expect(seen.at(-1)?.text).toContain('3 left');
      expect(seen.every(({ drawn }) => drawn === 1)).toBe(true);
      await bench.close();
    });
  });
});
