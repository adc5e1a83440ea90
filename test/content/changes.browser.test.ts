/** What is read again when the page changes, and what is sent: only what is new. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, type Kind, type Lab, openLab, pageOf, type SentBlock } from './lab.ts';

interface Sent {
  readonly blocks: readonly string[];
  readonly removed: number;
  readonly complete: boolean;
  readonly reset: boolean;
}

/** [rule, HTML, script of the page, texts sent, number of blocks removed, all texts afterwards]. */
const CASES: readonly (readonly [string, string, string, readonly string[], number, readonly string[]])[] = [
  ['text edited', '<p id=a>one</p><p>two</p>', 'a.firstChild.data = "uno"', ['uno'], 0, ['two', 'uno']],
  ['same text again sends nothing', '<p id=a>one</p>', 'a.firstChild.data = "on" ; a.firstChild.data = "one"', [], 0, ['one']],
  ['same text in new nodes sends nothing', '<p id=a>one</p>', 'a.textContent = ""; a.append("o", "ne")', [], 0, ['one']],
  ['row appended', '<table><tbody id=a><tr><td>1</td></tr></tbody></table>', 'a.insertRow().insertCell().textContent = "2"', ['2'], 0, ['1', '2']],
  ['the other cells of a row go with the one that changed', '<table><tr><td>1</td><td id=a>2</td></tr><tr><td>3</td></tr></table>', 'a.textContent = "two"', ['1', 'two'], 0, ['1', '3', 'two']],
  ['the cells left of a row go again when one is gone', '<table><tr><td>1</td><td id=a>2</td></tr></table>', 'a.remove()', ['1'], 1, ['1']],
  ['block removed', '<p id=a>one</p><p>two</p>', 'a.remove()', [], 1, ['two']],
  ['list emptied', '<ul id=a><li>1<li>2<li>3</ul><p>x</p>', 'a.replaceChildren()', [], 3, ['x']],
  ['block moved keeps its ids', '<div id=a><p id=b>one</p></div><div id=c></div>', 'c.append(b)', [], 0, ['one']],
  ['block moved in another row is new', '<table><tr><td><p id=b>one</p></td></tr><tr><td id=c></td></tr></table>', 'c.append(b)', ['one'], 0, ['one']],
  ['block moved into another document', '<div id=a><p>one</p></div><p>two</p>', 'document.implementation.createHTMLDocument().body.append(a)', [], 1, ['two']],
  ['inline element removed', '<p>Check <b id=a>Point</b> Ltd</p>', 'a.remove()', ['Check Ltd'], 0, ['Check Ltd']],
  ['text node before a block', '<div id=a>one<p>two</p></div>', 'a.prepend("zero ")', ['zero one'], 0, ['two', 'zero one']],
  ['hidden by attribute', '<p id=a>one</p>', 'a.hidden = true', [], 1, []],
  ['hidden by class, with what is in it', '<style>.x{display:none}</style><div id=a><p>one</p><p>two</p></div>', 'a.className = "x"', [], 2, []],
  ['shown by a class of an ancestor', '<style>.t p{display:none}</style><div id=a class=t><p>one</p></div>', 'a.className = ""', ['one'], 0, ['one']],
  ['shown far above its text', '<style>.x{display:none}</style><div id=a class=x><div><input value=f><div><p>one</p></div></div><p>two</p></div>', 'a.className = ""', ['f', 'one', 'two'], 0, ['f', 'one', 'two']],
  ['details opened', '<details id=a><summary>s</summary><p>one</p></details>', 'a.open = true', ['one'], 0, ['one', 's']],
  ['hidden text is not read when it changes', '<div id=a hidden><p>one</p></div>', 'a.firstChild.firstChild.data = "two"', [], 0, []],
  ['typing in a field', '<input id=a value=one>', 'a.value = "two"; a.dispatchEvent(new Event("input", { bubbles: true }))', ['two'], 0, ['two']],
  ['option chosen', '<select id=a><option>1<option>2</select>', 'a.value = "2"; a.dispatchEvent(new Event("change", { bubbles: true }))', ['2'], 0, ['2']],
  ['form reset', '<form id=a><input id=b value=one></form>', 'b.value = "two"; a.reset()', [], 0, ['one']],
  ['password shown stays secret', '<form id=a><input id=b type=password value=one></form>', 'b.type = "text"; a.append("x")', ['x'], 0, ['x']],
  ['alt and label', '<img id=a alt=one><p id=b aria-label=l>t</p>', 'a.alt = "two"; b.setAttribute("aria-label", "m")', ['two', 'm'], 0, ['m', 't', 'two']],
  ['shadow root attached with its content', '<div id=a></div>', 'const d = document.createElement("div"); d.attachShadow({mode:"closed"}).innerHTML = "<p>in</p>"; a.append(d)', ['in'], 0, ['in']],
  ['custom element upgraded later', '<x-late></x-late>', 'customElements.define("x-late", class extends HTMLElement { connectedCallback() { this.attachShadow({mode:"closed"}).innerHTML = "<p>late</p>" } })', ['late'], 0, ['late']],
  ['closed shadow root on an element that was read', '<div id=a>light</div>', 'a.attachShadow({mode:"closed"}).innerHTML = "<p>dark</p>"', ['dark'], 1, ['dark']],
  ['change inside a closed shadow root', '<div id=a></div><script>const root = a.attachShadow({mode:"closed"}); root.innerHTML = "<p>in</p><input value=f>"</script>', 'root.firstChild.firstChild.data = "out"; root.lastChild.value = "g"; root.lastChild.dispatchEvent(new Event("input", { bubbles: true, composed: true }))', ['out', 'g'], 0, ['g', 'out']],
  ['contenteditable inside a paragraph', '<p>a <b id=a contenteditable>one</b></p>', 'a.firstChild.data = "two"', ['two'], 0, ['a', 'two']],
  ['a link to another host', '<p><a id=a href="https://norvex.example/">one</a></p><p>two</p>', 'a.href = "https://haiyan.example/"', ['one'], 0, ['one', 'two']],
  ['a link to another page of the same host sends nothing', '<p><a id=a href="https://norvex.example/">one</a> <a id=b href="/x">two</a></p>', 'a.href = "//Norvex.example/x"; b.href = "http://127.0.0.1/y"', [], 0, ['one two']],
  ['a link there and back sends nothing', '<p><a id=a href="https://norvex.example/">one</a></p>', 'a.href = "https://haiyan.example/"; a.href = "https://norvex.example/"', [], 0, ['one']],
  ['a link taken away', '<p>one <a id=a href="https://norvex.example/">two</a></p>', 'a.removeAttribute("href")', ['one two'], 0, ['one two']],
  ['a link put around words', '<p id=a>one</p><p>two</p>', 'const l = document.createElement("a"); l.href = "https://norvex.example/"; l.append(a.firstChild); a.append(l)', ['one'], 0, ['one', 'two']],
  ['a link around blocks', '<a id=a href="/"><b><p>one</p></b><p>two</p></a><p>three</p>', 'a.href = "https://norvex.example/"', ['one', 'two'], 0, ['one', 'three', 'two']],
  ['a link of a cell goes with its row', '<table><tr><td>1</td><td><a id=a href="/">2</a></td></tr><tr><td>3</td></tr></table>', 'a.href = "https://norvex.example/"', ['1', '2'], 0, ['1', '2', '3']],
  ['a link in a closed shadow root', '<div id=a></div><script>const root = a.attachShadow({mode:"closed"}); root.innerHTML = "<p><a href=/>in</a></p>"</script>', 'root.firstChild.firstChild.href = "https://norvex.example/"', ['in'], 0, ['in']],
  ['scripts and our own host do not count', '<p>one</p>', 'document.head.append(document.createElement("style")); document.body.append(document.createElement("script"))', [], 0, ['one']],
]; // biome-ignore format: a table is read by its lines

const texts = async (bench: Bench) => (await bench.ask<SentBlock[]>('blocks')).map(({ text }) => text).sort();

describe.each<Kind>(['chromium', 'firefox'])('%s', (kind) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(kind);
  });
  afterAll(() => lab?.close());

  test.each(CASES.map(([rule, html, script, sent, removed, after]) => ({ rule, html, script, sent, removed, after })))(
    '$rule',
    async ({ html, script, sent, removed, after }) => {
      const bench = await lab.open(pageOf(html));
      await bench.ask('log');
      await bench.page.evaluate(script);
      // Custom elements are looked at again after a second, and fields after a moment.
      if (/customElements|a\.attachShadow/.test(script)) await new Promise((resolve) => setTimeout(resolve, 1_400));
      await bench.ask('idle');
      const log = await bench.ask<Sent[]>('log');
      expect(log.flatMap(({ blocks }) => blocks)).toEqual(sent);
      expect(log.reduce((sum, one) => sum + one.removed, 0)).toBe(removed);
      expect(await texts(bench)).toEqual(after);
      await bench.close();
    },
  );

  test('a block that is read again alone keeps the link around it', async () => {
    const bench = await lab.open(pageOf('<a href="https://norvex.example/"><div><p id=a>one</p></div></a><div><p id=b>two</p></div>'));
    await bench.page.evaluate('a.firstChild.data = "uno"; b.firstChild.data = "dos"');
    await bench.ask('idle');
    const blocks = await bench.ask<SentBlock[]>('blocks');
    expect(blocks.map(({ text, links }) => [text, links])).toEqual([
      ['uno', ['norvex.example']],
      ['dos', undefined],
    ]);
    await bench.close();
  });

  test('a link that changes its host is one small reading, one that changes its path is none', async () => {
    const words = `<div>${'<p>words</p>'.repeat(2_000)}</div>`;
    const bench = await lab.open(pageOf(`${words}<a id=a href="/a"><p>one</p></a><a id=b href="/b">two</a>${words}`));
    await bench.ask('reads');
    await bench.page.evaluate('for (const link of document.links) link.href += "?utm_source=x"');
    await bench.ask('idle');
    expect(await bench.ask<unknown[]>('reads')).toEqual([]);
    await bench.page.evaluate('a.href = "https://norvex.example/"');
    await bench.ask('idle');
    const reads = await bench.ask<{ longestUnits: number }[]>('reads');
    expect(reads).toHaveLength(1);
    expect(reads[0]?.longestUnits).toBeLessThan(100);
    await bench.close();
  });

  test('an edited block keeps its id', async () => {
    const bench = await lab.open(pageOf('<p>one</p><p id=a>two</p><p>three</p>'));
    const before = await bench.ask<SentBlock[]>('blocks');
    await bench.page.evaluate('a.firstChild.data = "zwei"');
    await bench.ask('idle');
    expect((await bench.ask<SentBlock[]>('blocks')).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    await bench.close();
  });

  test('a storm of changes is one pass over the page, and few messages', async () => {
    const bench = await lab.open(pageOf(`<ul id=list>${'<li>item</li>'.repeat(3_000)}</ul>`));
    await bench.ask('log');
    await bench.ask('reads');
    const took = await bench.page.evaluate(async () => {
      const begun = performance.now();
      for (let round = 0; round < 20; round += 1) {
        for (const item of document.querySelectorAll('li')) item.textContent = `round ${round}`;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      return performance.now() - begun;
    });
    await bench.ask('idle');
    const reads = await bench.ask<unknown[]>('reads');
    expect(reads.length).toBeGreaterThan(0);
    // One at the start, one every 300 ms, one at the end.
    expect(reads.length).toBeLessThanOrEqual(2 + took / 300);
    expect(new Set(await texts(bench))).toEqual(new Set(['round 19']));
    expect(await texts(bench)).toHaveLength(3_000);
    await bench.close();
  });

  test('a large change during a long reading loses nothing', async () => {
    const bench = await lab.open(pageOf(`<div id=all>${'<div><p>a</p><p>b</p></div>'.repeat(5_000)}</div>`), null);
    const started = bench.ask('start', {});
    await bench.page.evaluate(async () => {
      for (let i = 0; i < 40; i += 1) {
        const all = document.getElementById('all') as Element;
        all.children[i * 100]?.remove();
        all.append(Object.assign(document.createElement('p'), { textContent: `new ${i}` }));
        all.children[2_000]?.prepend('moved ');
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    });
    await started;
    await bench.ask('idle');
    const shown = await bench.page.evaluate(() => {
      const found: string[] = [];
      for (const element of document.querySelectorAll('#all p')) found.push(element.textContent ?? '');
      for (const element of document.querySelectorAll('#all > div')) {
        const own = [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map((node) => node.textContent?.trim());
        if (own.length > 0) found.push(own.join(' ').trim());
      }
      return found.sort();
    });
    expect(await texts(bench)).toEqual(shown);
    await bench.close();
  });

  test('a worker that is away is tried again; nothing is lost', async () => {
    const bench = await lab.open(pageOf('<p id=a>one</p>'));
    await bench.ask('set', { failures: 2 });
    await bench.page.evaluate('a.firstChild.data = "two"');
    await bench.ask('idle');
    expect(await texts(bench)).toEqual(['two']);
    await bench.ask('set', { failures: 4 });
    await bench.page.evaluate('a.firstChild.data = "three"');
    await bench.ask('idle');
    expect(await texts(bench)).toEqual(['two']); // given up for now
    await bench.page.evaluate('a.after("four")');
    await bench.ask('idle');
    expect(await texts(bench)).toEqual(['four', 'three']);
    await bench.close();
  });

  test('a worker that forgot gets everything again', async () => {
    const bench = await lab.open(pageOf('<p>one</p><p id=a>two</p>'));
    await bench.ask('log');
    await bench.ask('set', { askResend: true });
    await bench.page.evaluate('a.firstChild.data = "three"');
    await bench.ask('idle');
    const log = await bench.ask<Sent[]>('log');
    expect(log.at(-1)).toMatchObject({ reset: true, complete: true });
    expect([...(log.at(-1)?.blocks ?? [])].sort()).toEqual(['one', 'three']);
    await bench.close();
  });

  test('a worker that says stop is obeyed', async () => {
    const bench = await lab.open(pageOf('<p id=a>one</p>'));
    await bench.ask('log');
    await bench.ask('set', { askStop: true });
    await bench.page.evaluate('a.firstChild.data = "two"');
    await bench.ask('idle');
    expect(await bench.ask('isRunning')).toBe(false);
    await bench.close();
  });
});
