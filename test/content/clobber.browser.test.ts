/**
 * Pages whose form fields, pictures and frames are called like members of the DOM. In Chromium a form's fields take the
 * place of any member of the form, in our world too. The names are all that the browser has, not only those in use today.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadDraft } from './harness/reading.ts';
import { type Kind, type Lab, openLab, pageOf, type SentBlock } from './lab.ts';

/** Members of everything that a form or a document is, and of what it may be taken for. */
const MEMBERS = `[
  'host', 'then', 'openOrClosedShadowRoot', '__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty',
  ...[EventTarget, Node, Element, HTMLElement, HTMLFormElement, Document, DocumentFragment, ShadowRoot, Text]
    .flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)),
]`;

const hidden = (names: readonly string[], more = '') => names.map((name) => `<input type=hidden name="${name}" ${more}>`).join('');

const ORDER =
  'FortiGate-100F <b>Fire</b>wall<p>Check <a href="https://norvex.example/">Point</a></p>' +
  '<table><tr><td>FG</td><td>100F</td></tr></table><input value=typed><div hidden>no</div>';

const words = { text: 'FortiGate-100F Firewall', container: 'form' };
const paragraph = { text: 'Check Point', container: 'p', links: ['norvex.example'] };
const cells = (row: number) => [
  { text: 'FG', container: 'td', row },
  { text: '100F', container: 'td', row },
];
const typed = { text: 'typed', container: 'form', field: true };

/** [rule, HTML with the names in place of `{{names}}`, blocks]. */
const FORMS: readonly (readonly [string, string, readonly object[]])[] = [
  ['a form', `<form>{{names}}${ORDER}</form>`, [words, paragraph, ...cells(1), typed]],
  ['not rendered', `<form style="display:none">{{names}}${ORDER}</form>`, []],
  ['without a box', `<form style="display:contents">{{names}}a<p>b</p></form>`, [{ text: 'a', container: 'form' }, { text: 'b', container: 'p' }]],
  ['visible only inside', `<form style="visibility:hidden">{{names}}a<p style="visibility:visible">b</p></form>`, [{ text: 'b', container: 'p' }]],
  ['as inline as its style says', `<p>a<span style="display:inline-block">b</span></p><form>{{names}}c<span style="display:inline-block">d</span></form>`, [{ text: 'a b', container: 'p' }, { text: 'c d', container: 'form' }]],
  ['its title and label', '<form title=a aria-label=b>{{names}}c</form>', [{ text: 'a', container: 'form', attribute: true }, { text: 'b', container: 'form', attribute: true }, { text: 'c', container: 'form' }]],
  ['a title that repeats its text', '<form id=f title=a>a</form>{{names of f}}', [{ text: 'a', container: 'form' }]],
  ['a title that repeats its text, with too many children to compare', '<form title=a>{{names}}a</form>', [{ text: 'a', container: 'form', attribute: true }, { text: 'a', container: 'form' }]],
  ['in a link', '<a href="https://norvex.example/"><form>{{names}}a</form></a>', [{ text: 'a', container: 'form', links: ['norvex.example'] }]],
  ['as a row of cells', '<form role=row>{{names}}<i role=cell>a</i></form>', [{ text: 'a', container: 'i', row: 2 }]],
  ['edited as text', '<form contenteditable>{{names}}a<p>b</p></form>', [{ text: 'a', container: 'form', field: true }, { text: 'b', container: 'p', field: true }]],
  ['in a closed shadow root', '<div data-shadow=closed><template><form>{{names}}a</form></template></div>', [{ text: 'a', container: 'form' }]],
  ['in a slot with a link around', '<x-host data-shadow=closed><template><a href="https://norvex.example/"><slot></slot></a></template><form>{{names}}a</form></x-host>', [{ text: 'a', container: 'form', links: ['norvex.example'] }]],
  ['a form as custom element', '<x-order>{{names}}<form>{{names}}a</form></x-order>', [{ text: 'a', container: 'form' }]],
]; // biome-ignore format: a table is read by its lines

const SHADOW = `<script>
  for (const host of document.querySelectorAll('[data-shadow]')) {
    const template = host.querySelector('template');
    host.attachShadow({ mode: host.dataset.shadow }).append(template.content.cloneNode(true));
    template.remove();
  }
</script>`;

/** What else is found under its name in a form; buttons, pictures and so on are. */
const CONTROLS: readonly (readonly [string, (name: string) => string])[] = [
  ['buttons', (name) => `<button hidden name="${name}"></button>`],
  ['pictures', (name) => `<img hidden alt="" name="${name}">`],
  ['selects', (name) => `<select hidden id="${name}"></select>`],
  ['field sets', (name) => `<fieldset hidden name="${name}"></fieldset>`],
  ['two of each', (name) => `<input type=hidden name="${name}"><input type=hidden id="${name}">`],
];

/** What is found under its name in a document. */
const NAMED: readonly (readonly [string, (name: string) => string])[] = [
  ['pictures', (name) => `<img hidden alt="" id="${name}" name="${name}">`],
  ['forms', (name) => `<form hidden name="${name}"><input name="${name}"></form>`],
  ['embedded things', (name) => `<embed hidden name="${name}">`],
  ['objects', (name) => `<object hidden id="${name}"></object>`],
];

/** Frames are slow to make: the members of a document that a reader is likely to ask for. */
const FRAMES = ['title', 'body', 'documentElement', 'querySelectorAll', 'getElementsByTagName', 'nodeType', 'defaultView', 'location']
  .map((name) => `<iframe hidden name="${name}"></iframe>`)
  .join('');

/** [rule, script of the page, all texts afterwards]. The form has the id `order`, which is no member's name. */
const CHANGES: readonly (readonly [string, string, readonly string[]])[] = [
  ['text of the form', 'text.data = "uno"', ['cell', 'two', 'uno']],
  ['text in the form', 'p.firstChild.data = "dos"', ['cell', 'dos', 'one']],
  ['more in the form', 'Node.prototype.appendChild.call(order, document.createElement("p")).textContent = "three"', ['cell', 'one', 'three', 'two']],
  ['more text in the form', 'Element.prototype.append.call(order, " four")', ['cell', 'four', 'one', 'two']],
  ['less in the form', 'p.remove()', ['cell', 'one']],
  ['a row more', 'tr.after(tr.cloneNode(true))', ['cell', 'cell', 'one', 'two']],
  ['the form hidden', 'Element.prototype.setAttribute.call(order, "hidden", "")', []],
  ['the form by its class', 'Element.prototype.setAttribute.call(order, "class", "none")', []],
  ['the form gone', 'Element.prototype.remove.call(order)', []],
  ['the form moved', 'document.querySelector("main").append(order)', ['cell', 'one', 'two']],
  ['the form given a title', 'Element.prototype.setAttribute.call(order, "title", "t")', ['cell', 'one', 't', 'two']],
  ['the form reset', 'field.value = "typed"; HTMLFormElement.prototype.reset.call(order)', ['cell', 'one', 'two']],
  ['typing', 'field.value = "typed"; field.dispatchEvent(new Event("input", { bubbles: true }))', ['cell', 'one', 'two', 'typed']],
  ['a form more', 'document.body.append(order.cloneNode ? Node.prototype.cloneNode.call(order, true) : "")', ['cell', 'cell', 'one', 'one', 'two', 'two']],
]; // biome-ignore format: a table is read by its lines

describe.each<Kind>(['chromium', 'firefox'])('%s', (kind) => {
  let lab: Lab;
  let names: readonly string[];
  beforeAll(async () => {
    lab = await openLab(kind);
    const { page, close } = await lab.open(pageOf(''), null);
    names = [...new Set((await page.evaluate(MEMBERS)) as string[])].filter((name) => !name.includes('"'));
    await close();
  });
  afterAll(() => lab?.close());

  async function read(body: string, how: object = {}): Promise<ReadDraft[]> {
    const bench = await lab.open(pageOf(body), null);
    const drafts = await bench.ask<ReadDraft[]>('drafts', how);
    await bench.close();
    return drafts;
  }

  const withNames = (html: string) => html.replaceAll('{{names}}', hidden(names)).replace('{{names of f}}', hidden(names, 'form=f'));

  test('there are many names, and the page itself trips over them', async () => {
    expect(names.length).toBeGreaterThan(400);
    const { page, close } = await lab.open(pageOf(withNames('<form id=order>{{names}}</form>')), null);
    const replaced = await page.evaluate((all) => {
      const form = document.getElementById('order') as unknown as Record<string, unknown>;
      return all.filter((name) => form[name] instanceof HTMLInputElement).length;
    }, names);
    expect(replaced).toBeGreaterThan(400);
    await close();
  });

  describe('reading', () => {
    test('a field of each name alone', async () => {
      const drafts = await read(names.map((name, i) => `<form>${hidden([name])}FortiGate-100F <b>${i}</b></form>`).join(''));
      expect(drafts).toEqual(names.map((_, i) => ({ text: `FortiGate-100F ${i}`, container: 'form' })));
    });

    test('fields of all names together, in every kind of form', async () => {
      const html = FORMS.map(([, form], i) => `<h1>§${i}</h1>${withNames(form)}`).join('');
      const found: ReadDraft[][] = [];
      for (const draft of await read(html + SHADOW)) {
        if (draft.container === 'h1') found.push([]);
        else found.at(-1)?.push(draft);
      }
      expect(FORMS.map(([rule], i) => [rule, found[i]])).toEqual(FORMS.map(([rule, , blocks]) => [rule, blocks]));
    });

    test('with a rest after every node', async () => {
      const drafts = await read(withNames(`<form>{{names}}${ORDER}</form>`), { units: 1 });
      expect(drafts).toEqual([words, paragraph, ...cells(1), typed]);
    });

    test.each(CONTROLS)('%s instead of fields', async (_what, control) => {
      expect(await read(`<form>${names.map(control).join('')}${ORDER}</form>`)).toEqual([words, paragraph, ...cells(1), typed]);
    });

    test.each(NAMED)('a document with %s of these names', async (_what, element) => {
      expect(await read(`${names.map(element).join('')}<p>a</p>`)).toEqual([{ text: 'a', container: 'p' }]);
    });

    test('a document with frames of such names, and a window with elements of its own names', async () => {
      const { page, close } = await lab.open(pageOf(''), null);
      const globals = (await page.evaluate('Object.getOwnPropertyNames(window)')) as string[];
      await close();
      const ids = [...globals, 'chrome', 'browser', 'scheduler'].map((name) => `<i id="${name}"></i>`).join('');
      const scheduler = '<form name=scheduler><input type=hidden name=yield><input type=hidden name=postTask></form>';
      const bench = await lab.open(pageOf(`${FRAMES}${scheduler}${ids}<p>a</p>`), null);
      expect(await bench.ask('page')).toEqual([{ text: 'a', container: 'p' }]);
      await bench.close();
    });

    test('a part of the form, or the form alone', async () => {
      const bench = await lab.open(
        pageOf(withNames(`<a href="https://norvex.example/"><form id=order>{{names}}a<p id=p>b</p></form></a>`)),
        null,
      );
      const links = ['norvex.example'];
      expect(await bench.ask('drafts', { root: '#p' })).toEqual([{ text: 'b', container: 'p', links }]);
      expect(await bench.ask('drafts', { root: '#order', shallow: true })).toEqual([{ text: 'a', container: 'form', links }]);
      await bench.close();
    });

    test('where a change is read again, and what goes with a form', async () => {
      const bench = await lab.open(pageOf(withNames(`<form id=order>{{names}}${ORDER}</form>`)), null);
      expect(await bench.ask('surroundings', '#order, #order b, #order p, #order td')).toEqual([
        ['form', null],
        ['form', null],
        ['p', null],
        ['td', 'tr'],
        ['td', 'tr'],
      ]);
      const dropped = await bench.ask<string[]>('drops', '#order');
      expect(dropped.filter((name) => name !== 'input')).toEqual(['form', 'b', 'p', 'a', 'table', 'tbody', 'tr', 'td', 'td', 'div']);
      // The parent of a form is not its field "host", nor is that of a document a picture.
      expect(await bench.ask('detachedSurroundings', '<form><input name=host></form>')).toBeNull();
      expect(await bench.ask('detachedSurroundings', '<img name=host><img name=parentNode><form></form>')).toBeNull();
      await bench.close();
    });

    test('a form that the page takes away meanwhile', async () => {
      const form = `<form id=order>a<p>b</p>{{names}}c<p>d</p></form><p>e</p>`;
      expect(await read(withNames(form), { units: 1, gone: ['#order', 8] })).toEqual([
        { text: 'a', container: 'form' },
        { text: 'b', container: 'p' },
        { text: 'e', container: 'p' },
      ]);
    });

    test('what is on the screen first', async () => {
      const many = '<p>far</p>'.repeat(6_000);
      const bench = await lab.open(
        pageOf(withNames(`${many}<form id=order>{{names}}<p>near</p><p style="height:500px">nearer</p></form>${many}`)),
        null,
      );
      await bench.page.evaluate(() =>
        Element.prototype.scrollIntoView.call(document.getElementById('order') as Element, { block: 'center' }),
      );
      const texts = (await bench.ask<ReadDraft[]>('page')).map(({ text }) => text);
      expect(texts.slice(0, 2)).toEqual(['near', 'nearer']);
      await bench.close();
    });

    test('what cannot be read, and what can be seen', async () => {
      const bench = await lab.open(
        pageOf(
          withNames(
            `<form role=grid aria-rowcount=9>{{names}}<i role=row>a</i><canvas width=300 height=100></canvas><iframe></iframe></form>
             <form id=order style="overflow:hidden;width:200px;height:100px">{{names}}<p id=p>a</p></form>
             <form id=over style="position:absolute;background:#fff">{{names}}<b>over</b></form>
             <style>#over { left: 0; right: 0; top: 0; height: 5000px }</style>`,
          ),
        ),
        null,
      );
      expect(await bench.ask('unread', {})).toMatchObject({ unread: { 'grid-rows': 8, canvas: 1 }, frames: 1 });
      expect(await bench.ask('sight', '#p')).toEqual({ isClipped: true, isCovered: true });
      expect(await bench.ask('sight', '#over')).toEqual({ isClipped: false, isCovered: false });
      await bench.close();
    });
  });

  describe('changes', () => {
    test.each(CHANGES.map(([rule, script, texts]) => ({ rule, script, texts })))('$rule', async ({ script, texts }) => {
      const bench = await lab.open(
        pageOf(
          withNames(
            '<main></main><form id=order>{{names}}one<p>two</p><table><tr><td>cell</td></tr></table><input id=field></form>' +
              '<script>var p = document.querySelector("p"), tr = document.querySelector("tr"), text = p.previousSibling, ' +
              'order = document.querySelector("#order"), field = document.querySelector("#field")</script>',
          ),
          '<style>.none { display: none }</style>',
        ),
      );
      const now = async () => (await bench.ask<SentBlock[]>('blocks')).map((block) => block.text).sort();
      expect(await now()).toEqual(['cell', 'one', 'two']);
      await bench.page.evaluate(script);
      await bench.ask('idle');
      expect(await now()).toEqual([...texts].sort());
      await bench.close();
    });

    test.each(NAMED)('of a document with %s of these names', async (_what, element) => {
      const bench = await lab.open(pageOf(`${names.map(element).join('')}<p class=a>one</p>`));
      await bench.page.evaluate('Document.prototype.querySelector.call(document, ".a").firstChild.data = "two"');
      await bench.ask('idle');
      expect((await bench.ask<SentBlock[]>('blocks')).map(({ text }) => text)).toEqual(['two']);
      await bench.close();
    });
  });
});
