/** What is read of a page, in both browsers: one page with many cases, each an element with the blocks it must give. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../until.ts';
import { type Bench, type Kind, type Lab, openLab, pageOf, type SentBlock } from './lab.ts';

/** [rule, HTML, blocks in order]. A field's text is written as `=text`. */
const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ['text across inline tags is one block without a gap', '<p>Check <b>Po</b>int <i>FW</i></p>', ['Check Point FW']],
  ['a paragraph ends a block', '<p>Check</p><p>Point</p>', ['Check', 'Point']],
  ['br is a space', '<p>Check<br>Point</p>', ['Check Point']],
  ['wbr is nothing', '<p>Forti<wbr>Gate</p>', ['FortiGate']],
  ['white space is one space, edges none', '<p>\n  Palo \t Alto\n</p>', ['Palo Alto']],
  ['a no-break space is text', '<p>Palo&nbsp;Alto</p>', ['Palo\u00a0Alto']],
  ['text beside a block is its own block', '<div>one<p>two</p>three <b>four</b></div>', ['one', 'two', 'three four']],
  ['list items, terms, headings', '<ul><li>a<li>b</ul><dl><dt>c<dd>d</dl><h2>e</h2>', ['a', 'b', 'c', 'd', 'e']],
  ['cells are blocks', '<table><tr><td>Forti</td><td>Gate</td></tr></table>', ['Forti', 'Gate']],
  ['cells by role, inline tags too', '<div role=row><span role=cell>Forti</span><span role=gridcell>Gate</span></div>', ['Forti', 'Gate']],
  ['display none', '<p>a<span class=none>b</span>c</p><div class=none>d<p>e</p></div><p hidden>f</p>', ['ac']],
  ['display none far above the text', '<div class=none><div><div><p>a</p>b</div><p>c</p></div></div><div><div>d</div></div>', ['d']],
  ['what is not rendered parts no words, whatever is in it', '<p>Check <span class=none><b>x</b></span>Point</p><div>Forti<div class=none><div><p>y</p></div></div>Gate</div>', ['Check Point', 'FortiGate']],
  ['fields and pictures in what is not rendered', '<div class=none><div><input value=a><img alt=b><p title=c>d</p></div></div><p>e</p>', ['e']],
  ['visible in an invisible part of an invisible part', '<div style="visibility:hidden"><div>a<b>b</b></div><div><p style="visibility:visible">c</p><i>d</i></div></div>', ['c']],
  ['visibility hidden, visible inside', '<div style="visibility:hidden">a<p style="visibility:visible">b</p></div>', ['b']],
  ['display contents', '<div style="display:contents">a<p>b</p></div>', ['a', 'b']],
  ['opacity 0 is read: things fade in', '<p style="opacity:0">a</p>', ['a']],
  ['closed details', '<details><summary>a</summary><p>b</p>c <b>d</b></details>', ['a']],
  ['open details', '<details open><summary>a</summary><p>b</p>c</details>', ['a', 'b', 'c']],
  ['folded until the browser finds it', '<div hidden=until-found>a<p>b</p></div><p>c<span hidden=until-found>d</span></p><p hidden=until-found style="content-visibility:visible">e</p>', ['cd', 'e']],
  ['a dialog that is not open', '<dialog>a<p>b</p></dialog><dialog open>c</dialog>', ['c']],
  ['no code, style, template, noscript, svg title', '<script>1</script><style>i{}</style><template>x</template><noscript>n</noscript><svg><title>t</title></svg><p>a</p>', ['a']],
  ['svg text', '<svg width=99 height=20><text y=12>Cisco <tspan>ASA</tspan></text></svg>', ['Cisco ASA']],
  ['inline-block glue is a space', '<p><span class=ib>Check</span><span class=ib>Point</span></p>', ['Check Point']],
  ['span as block is an edge', '<p><span class=bl>Check</span><span class=bl>Point</span></p>', ['Check', 'Point']],
  ['flex items are edges', '<p style="display:flex"><b>Check</b><b>Point</b></p>', ['Check', 'Point']],
  ['really inline is glued', '<p><span>Check</span><span>Point</span></p>', ['CheckPoint']],
  ['ruby without its reading', '<p><ruby>思<rt>si</rt>科<rt>ke</rt></ruby>防火墙</p>', ['思科防火墙']],
  ['buttons', '<button>Buy <b>it</b></button><input type=submit value="Order Cisco">', ['Buy it', 'Order Cisco']],
  ['text fields', '<input value=a><input type=text value=b><input type=search value=c><input type=weird value=d>', ['=a', '=b', '=c', '=d']],
  ['numbers', '<input type=number value=12><input type=number value=x><input type=number name=qty value=3>', ['=12', '=3']],
  ['no other types', '<input type=password value=a><input type=hidden value=b><input type=email value=c><input type=checkbox value=d>', []],
  ['no secrets in text fields', '<input autocomplete=cc-number value=a><input autocomplete="new-password" value=b><input autocomplete=one-time-code value=c><input name=user_password value=d><textarea autocomplete=cc-name>e</textarea>', []],
  ['textarea by paragraphs', '<textarea rows=5>one\ntwo\n\nthree\n \t\nfour</textarea>', ['=one two', '=three', '=four']],
  ['selected options', '<select><option>a<option selected>b</select>', ['=b']],
  ['contenteditable', '<div contenteditable>one <b>two</b></div>', ['=one two']],
  ['alt, title, aria-label once', '<img alt="Cisco ASA" title="Cisco ASA"><a href="#" title="More">More</a><p><a href="#" aria-label="Buy now">x</a></p>', ['Cisco ASA', 'More', 'Buy now', 'x']],
  ['an image between words is a space', '<p>Check<img alt="">Point</p>', ['Check Point']],
  ['comments part nothing', '<p> Check<!-- a -->Point <!-- b --> FW <!-- c --> </p><p><!-- d --> <!-- e --></p><div><!-- f -->Forti<b>Gate</b></div>', ['CheckPoint FW', 'FortiGate']],
  ['text alone in what is hidden, folded, or seen through', '<li class=none>a</li><p class=none>b</p><div style="visibility:hidden"><p>c</p><p style="visibility:visible">d</p></div><details><p>e</p></details>', ['d']],
  ['Han text', '<p>飞塔<b>防火墙</b></p>', ['飞塔防火墙']],
]; // biome-ignore format: a table is read by its lines

const SHADOW = `
<script>
  function attach(scope) {
    for (const host of scope.querySelectorAll('[data-shadow]')) {
      const template = host.querySelector('template');
      const root = host.attachShadow({ mode: host.dataset.shadow });
      root.append(template.content.cloneNode(true));
      template.remove();
      attach(root);
    }
  }
  attach(document);
</script>`;

const SHADOW_CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ['open', '<div data-shadow=open><template><p>a <b>b</b></p></template></div>', ['a b']],
  ['closed', '<div data-shadow=closed><template><p>secret</p></template></div>', ['secret']],
  ['one in the other, closed', '<x-w data-shadow=closed><template><p>one</p><x-y data-shadow=closed><template>two</template></x-y></template></x-w>', ['one', 'two']],
  ['two beside each other, closed', '<div data-shadow=closed><template><p>one</p></template></div><x-y data-shadow=closed><template>two</template></x-y>', ['one', 'two']],
  ['slotted once, in the light tree', '<x-a data-shadow=open><template><p>in</p><slot></slot></template>out <b>side</b></x-a>', ['in', 'out side']],
  ['not slotted is not rendered', '<x-b data-shadow=closed><template><p>in</p></template>out<b>side</b></x-b>', ['in']],
  ['fallback of an empty slot', '<x-c data-shadow=open><template><p><slot name=n>fall</slot></p></template></x-c>', ['fall']],
  ['no fallback in a filled slot', '<x-e data-shadow=open><template><p><slot>fall</slot></p></template>light</x-e>', ['light']],
  ['slots by name, in the order of the light tree', '<x-h data-shadow=open><template><slot name=b></slot><p>in</p><slot name=a></slot></template><i slot=a>one</i> <i slot=b>two</i><i slot=c>three</i></x-h>', ['in', 'one two']],
  ['what stands in another slot is no part of the word', '<x-s data-shadow=open><template><slot name=a></slot><slot></slot></template>Check<b slot=a>Point</b>Forti<i>Gate</i></x-s>', ['Check Point FortiGate']],
  ['a slot in a slot', '<x-i data-shadow=closed><template><x-j data-shadow=closed><template><p>j</p><slot></slot></template><slot></slot></x-j></template>light</x-i>', ['j', 'light']],
  ['row reaches into shadow roots', '<table><tr><td>r1</td><td><x-d data-shadow=closed><template>r2</template></x-d></td></tr></table>', ['r1', 'r2']],
]; // biome-ignore format: a table is read by its lines

/** [rule, HTML, script of the page, texts before and after it]. */
const OPENING: readonly (readonly [string, string, string, readonly string[], readonly string[]])[] = [
  ['a dialog is shown', '<dialog id=a>a<p>b</p></dialog><p>c</p>', 'a.showModal()', ['c'], ['a', 'b', 'c']],
  ['a dialog is closed', '<dialog id=a>a<p>b</p></dialog><p>c</p><script>a.showModal()</script>', 'a.close()', ['a', 'b', 'c'], ['c']],
  ['details are opened, with the text that is loose in them', '<details id=a><summary>a</summary>b<p>c</p></details>', 'a.open = true', ['a'], ['a', 'b', 'c']],
  ['details are closed', '<details id=a open><summary>a</summary>b<p>c</p></details>', 'a.open = false', ['a', 'b', 'c'], ['a']],
  ['details in details', '<details><summary>a</summary><details id=b><summary>b</summary>c</details></details>', 'b.parentElement.open = b.open = true', ['a'], ['a', 'b', 'c']],
  ['one of details that share a name opens, the other closes', '<details name=n open><summary>a</summary>b</details><details id=c name=n><summary>c</summary>d</details>', 'c.open = true', ['a', 'b', 'c'], ['a', 'c', 'd']],
  ['what is folded until it is found is found', '<div hidden=until-found>a<p id=b>b</p></div><p>c</p>', 'location.hash = "b"', ['c'], ['a', 'b', 'c']],
  ['what is folded until it is found is unfolded', '<div id=a hidden=until-found>a<p>b</p></div><p>c</p>', 'a.hidden = false', ['c'], ['a', 'b', 'c']],
  ['what is unfolded is folded', '<div id=a>a<p>b</p></div><p>c</p>', 'a.setAttribute("hidden", "until-found")', ['a', 'b', 'c'], ['c']],
  ['a popover is shown', '<div id=a popover>a<p>b</p></div><p>c</p>', 'a.showPopover()', ['c'], ['a', 'b', 'c']],
]; // biome-ignore format: a table is read by its lines

/** Fields that hold secrets, each with the attributes that say so. */
const SECRETS: readonly string[] = [
  ...['name', 'given-name', 'additional-name', 'family-name', 'number', 'exp', 'exp-month', 'exp-year', 'csc', 'type'].map((part) => `autocomplete=cc-${part}`),
  ...['one-time-code', 'current-password', 'new-password', 'CC-Number', '"section-a billing cc-number"', '"off cc-csc"'].map((token) => `autocomplete=${token}`),
  ...['password', 'user_passwd', 'passphrase', 'passcode', 'newPassword2', 'pwd', 'login-pwd', 'pwdRepeat', 'client_secret'].map((name) => `name=${name}`),
  ...['otp', 'otp_code', 'smsOtp', 'totp', 'motp', 'cvv', 'card_cvv', 'cardCvc', 'cvv2', 'csc', 'pin', 'user-pin', 'pinCode', 'tan'].map((name) => `name="${name}"`),
  ...['card-number', 'cardnum', 'cc_num', 'cardNo', 'security_code', 'verificationCode', 'cc-csc'].map((id) => `id=${id}`),
]; // biome-ignore format: a table is read by its lines

/** Names that are close to those and say nothing. */
const PLAIN = [
  'passenger',
  'compass',
  'account',
  'optional',
  'copper',
  'spinner',
  'stand',
  'pinion',
  'cvs',
  'card_notes',
  'photoPaper',
  'tango',
  'acc-unit',
];

const hosts = (count: number) => Array.from({ length: count }, (_, i) => `h${i}.example`);
const anchors = (names: readonly string[]) => names.map((name) => `<a href="https://${name}/">${name}</a>`).join(' ');

/** [rule, HTML, for each block its text and where its words link to]. The page's own host is 127.0.0.1. */
const LINK_CASES: readonly (readonly [string, string, readonly (readonly string[])[]])[] = [
  ['a link in a block, not in the next', '<p>a <a href="https://norvex.example/x">b</a></p><p>c</p>', [['a b', 'norvex.example'], ['c']]],
  ['a link around blocks, not beyond them', '<a href="https://norvex.example"><h3>a</h3><p>b</p></a><p>c</p>', [['a', 'norvex.example'], ['b', 'norvex.example'], ['c']]],
  ['a link around an image, by its alt', '<p>a <a href="//norvex.example/x"><img alt=b></a></p><p><img alt=c></p>', [['b', 'norvex.example'], ['a'], ['c']]],
  ['a link with a title', '<p>a <a href="https://norvex.example" title=b>c</a></p>', [['b', 'norvex.example'], ['a c', 'norvex.example']]],
  ['a link without words links none', '<p>a <a href="https://norvex.example"> <i></i></a></p>', [['a']]],
  ['a link that is not shown', '<p>a <a href="https://norvex.example" hidden>b</a></p>', [['a']]],
  ['an anchor that is no link', '<p><a name="https://norvex.example">a</a></p>', [['a']]],
  ['another element with an href', '<p><x-a href="https://norvex.example">a</x-a></p>', [['a']]],
  ['lower case, without user, port and path', '<p><a href="HTTPS://a:b@WWW.Norvex.EXAMPLE:8443/haiyan.example?c#d">a</a></p>', [['a', 'www.norvex.example']]],
  ['other schemes lead to no host', '<p><a href="mailto:a@norvex.example">a</a> <a href="ftp://norvex.example/">b</a> <a href="javascript:x//norvex.example">c</a></p>', [['a b c']]],
  ['pages of the same host say nothing, on any port', '<p><a href="/norvex.example">a</a> <a href="norvex.example">b</a> <a href="#c">c</a> <a href="http://127.0.0.1:9/">d</a> <a href="//127.0.0.1/">e</a></p>', [['a b c d e']]],
  ['another host does, dots or not', '<p><a href="{{other}}/x">a</a></p>', [['a', 'localhost']]],
  ['each host once, in the order of the text', '<p><a href="https://b.example/1">a</a> <a href="https://a.example">b</a> <a href="http://B.example/2">c</a></p>', [['a b c', 'b.example', 'a.example']]],
  ['eight hosts', `<p>${anchors(hosts(8))}</p>`, [[hosts(8).join(' '), ...hosts(8)]]],
  ['the first eight of nine', `<p>${anchors(hosts(9))}</p>`, [[hosts(9).join(' '), ...hosts(8)]]],
  ['a host of 253 characters', `<p><a href="https://${'a.'.repeat(123)}example/">a</a></p>`, [['a', `${'a.'.repeat(123)}example`]]],
  ['a host of 254 is none', `<p><a href="https://${'a.'.repeat(123)}examples/">a</a></p>`, [['a']]],
  ['a text of its own in each cell', '<table><tr><td><a href="https://norvex.example">a</a></td><td>b</td></tr></table>', [['a', 'norvex.example'], ['b']]],
  ['a link around a shadow root', '<a href="https://norvex.example"><x-f data-shadow=closed><template><p>a</p></template></x-f></a>', [['a', 'norvex.example']]],
  ['a link around a slot', '<x-k data-shadow=closed><template><a href="https://norvex.example"><slot></slot></a><p>a</p></template>b<p>c</p></x-k><p>d</p>', [['a'], ['b', 'norvex.example'], ['c', 'norvex.example'], ['d']]],
  ['a link around one slot of two', '<x-l data-shadow=open><template><a href="https://norvex.example"><slot name=a></slot></a><slot></slot></template><p slot=a>a</p><p>b</p></x-l>', [['a', 'norvex.example'], ['b']]],
  ['a link around a slot in another link', '<a href="https://haiyan.example"><x-m data-shadow=closed><template><a href="https://norvex.example"><slot name=a></slot></a><a href="/"><slot name=b></slot></a><slot></slot></template><p slot=a>a</p><p slot=b>b</p><p>c</p></x-m></a>', [['a', 'norvex.example'], ['b'], ['c', 'haiyan.example']]],
  ['a link around a slot in a slot', '<x-n data-shadow=closed><template><x-o data-shadow=closed><template><a href="https://norvex.example"><slot></slot></a></template><b><slot></slot></b></x-o></template>a</x-n>', [['a', 'norvex.example']]],
  ['a link in a shadow root', '<p>a <x-g data-shadow=closed><template><a href="https://norvex.example">b</a></template></x-g></p>', [['a'], ['b', 'norvex.example']]],
]; // biome-ignore format: a table is read by its lines

const HEAD = '<style>.none{display:none}.ib{display:inline-block}.bl{display:block}</style>';

function sections(cases: readonly (readonly [rule: string, html: string, expected: unknown])[]): string {
  return cases.map(([, html], i) => `<h1>§${i}</h1><div>${html}</div>`).join('\n');
}

/** Of each case the blocks as the table of links writes them. */
function linksByCase(blocks: readonly SentBlock[]): (readonly string[])[][] {
  const found: (readonly string[])[][] = [];
  for (const { text, links = [] } of [...blocks].sort((a, b) => a.id - b.id)) {
    if (/^§\d+$/.test(text)) found.push([]);
    else found.at(-1)?.push([text, ...links]);
  }
  return found;
}

/** Blocks between the headings, written as in the table. */
function byCase(blocks: readonly SentBlock[]): string[][] {
  const found: string[][] = [];
  for (const { id: _id, text, field } of [...blocks].sort((a, b) => a.id - b.id)) {
    if (/^§\d+$/.test(text)) found.push([]);
    else found.at(-1)?.push(field ? `=${text}` : text);
  }
  return found;
}

describe.each<Kind>(['chromium', 'firefox'])('%s', (kind) => {
  let lab: Lab;
  let found: string[][];
  let shadowFound: string[][];
  let bench: Bench;
  let shadowBench: Bench;
  let linksFound: (readonly string[])[][];
  beforeAll(async () => {
    lab = await openLab(kind);
    bench = await lab.open(pageOf(sections(CASES), HEAD));
    found = byCase(await bench.ask('blocks'));
    shadowBench = await lab.open(pageOf(sections(SHADOW_CASES) + SHADOW));
    shadowFound = byCase(await shadowBench.ask('blocks'));
    linksFound = linksByCase(await (await lab.open(pageOf(sections(LINK_CASES) + SHADOW))).ask('blocks'));
  });
  afterAll(() => lab?.close());

  test.each(CASES.map(([rule, , blocks], i) => ({ rule, blocks, i })))('$rule', ({ blocks, i }) => {
    expect(found[i]).toEqual(blocks);
  });

  test.each(SHADOW_CASES.map(([rule, , blocks], i) => ({ rule, blocks, i })))('shadow root: $rule', ({ blocks, i }) => {
    expect(shadowFound[i]).toEqual(blocks);
  });

  test.each(LINK_CASES.map(([rule, , blocks], i) => ({ rule, blocks, i })))('links: $rule', ({ blocks, i }) => {
    expect(linksFound[i]).toEqual(blocks);
  });

  test('links: a frame without an address has the host of the page around it, or of its base', async () => {
    const body = '<p><a href="{{other}}/x">a</a> <a href="https://norvex.example">b</a> <a href="https://haiyan.example">c</a></p>';
    const one = await lab.open(
      pageOf(
        `<iframe srcdoc='${body}'></iframe><iframe srcdoc='<base href="https://norvex.example/">${body}'></iframe><iframe></iframe>
        <script>document.querySelectorAll('iframe')[2].contentDocument.body.innerHTML = '${body}'</script>`,
        '<base href="{{other}}/">',
      ),
    );
    expect(await one.ask('frameLinks')).toEqual([
      [['a b c', 'norvex.example', 'haiyan.example']],
      [['a b c', 'localhost', 'haiyan.example']],
      [['a b c', 'norvex.example', 'haiyan.example']],
    ]);
  });

  test('what stands in CDATA is text', async () => {
    const one = await lab.open(
      pageOf(`<p id=a></p><p id=b>Palo <b>Alto</b> </p><script>
        const words = new DOMParser().parseFromString('<x><![CDATA[Check Point]]></x>', 'text/xml').documentElement.firstChild;
        for (const place of [a, b]) place.append(document.importNode(words));
      </script>`),
    );
    expect((await one.ask<SentBlock[]>('blocks')).map(({ text }) => text)).toEqual(['Check Point', 'Palo Alto Check Point']);
    expect(await one.ask('places', 'Check Point')).toEqual(['p:Check Point', 'p:Check Point']);
    await one.close();
  });

  test('every unit of every block leads back to the same unit in the page', async () => {
    for (const one of [bench, shadowBench]) {
      const { checked, wrong } = await one.ask<{ checked: number; wrong: string[] }>('verify');
      expect(wrong).toEqual([]);
      expect(checked).toBeGreaterThan(30);
    }
  });

  test('spans lead back to pieces of text nodes', async () => {
    const one = await lab.open(pageOf('<p>  x Check\n <b> Po</b>int</p><p>a  b<br>  c</p>'));
    expect(await one.ask('places', 'Check Point')).toEqual(['p:Check\n|b:Po|p:int']);
    expect(await one.ask('places', 'b c')).toEqual(['p:b|p:c']);
    const parted = await lab.open(pageOf('<p> Check <!-- --> \n <!-- --> Point<!-- -->FW </p>'));
    expect(await parted.ask('places', 'Check PointFW')).toEqual(['p:Check |p:Point|p:FW']);
    expect((await parted.ask<{ wrong: string[] }>('verify')).wrong).toEqual([]);
    await parted.close();
  });

  test('rows join their cells, also through shadow roots', async () => {
    const one = await lab.open(
      pageOf('<table><tr><td>a</td><td>b</td></tr><tr><td><p>c</p></td></tr></table><div role=row><div role=cell>d</div></div><p>e</p>'),
    );
    const row = new Map((await one.ask<SentBlock[]>('blocks')).map(({ text, row }) => [text, row]));
    expect(row.get('a')).toBe(row.get('b'));
    expect(new Set([row.get('a'), row.get('c'), row.get('d')]).size).toBe(3);
    expect(row.get('c')).toBeTypeOf('number');
    expect(row.get('e')).toBeUndefined();
    const shadow = new Map((await shadowBench.ask<SentBlock[]>('blocks')).map(({ text, row }) => [text, row]));
    expect(shadow.get('r2')).toBe(shadow.get('r1'));
    expect(shadow.get('r2')).toBeTypeOf('number');
  });

  test.each(OPENING.map(([rule, html, script, before, after]) => ({ rule, html, script, before, after })))(
    '$rule',
    async ({ html, script, before, after }) => {
      const one = await lab.open(pageOf(html));
      const texts = async () => (await one.ask<SentBlock[]>('blocks')).map(({ text }) => text).sort();
      expect(await texts()).toEqual(before);
      await one.page.evaluate(script);
      // "toggle" comes a task later.
      await new Promise((resolve) => setTimeout(resolve, 100));
      await one.ask('idle');
      expect(await texts()).toEqual(after);
      await one.close();
    },
  );

  test('secrets are in no block, and nobody learns that they change', async () => {
    const fields = SECRETS.flatMap((attributes) => [
      `<input ${attributes} value=1234>`,
      `<input type=number ${attributes} value=1234>`,
      `<textarea ${attributes}>1234</textarea>`,
      `<select ${attributes}><option>4321<option selected>1234</select>`,
    ]);
    const one = await lab.open(pageOf(`<p>a</p>${fields.join('')}<input type=password value=1234>`), null);
    expect(await one.ask('drafts', {})).toEqual([{ text: 'a', container: 'p' }]);
    const states = await one.ask<string[]>('fieldStates', 'input, textarea, select');
    expect(states).toEqual(Array.from({ length: 4 * SECRETS.length + 1 }, () => ''));
    await one.close();
  });

  test('fields with names like those of secrets are read', async () => {
    const one = await lab.open(pageOf(PLAIN.map((name) => `<input name=${name} autocomplete=off value=${name}>`).join('')), null);
    expect((await one.ask<{ text: string }[]>('drafts', {})).map(({ text }) => text)).toEqual(PLAIN);
    expect(await one.ask('fieldStates', 'input')).toEqual(PLAIN);
    await one.close();
  });

  test.each([
    ['that was read', 'drafts', {}],
    ['that was looked at', 'fieldStates', 'input'],
    ['that somebody saw', 'rememberPassword', 'input'],
  ])('a password %s stays one, whatever its type becomes', async (_when, call, argument) => {
    for (const type of ['text', 'number', 'search']) {
      const one = await lab.open(pageOf('<p>a</p><input type=password value=1234>'), null);
      await one.ask(call, argument);
      await one.page.evaluate((shown) => document.querySelector('input')?.setAttribute('type', shown), type);
      expect(await one.ask('drafts', {})).toEqual([{ text: 'a', container: 'p' }]);
      expect(await one.ask('fieldStates', 'input')).toEqual(['']);
      await one.close();
    }
  });

  test('what scripts set in fields can be told', async () => {
    const one = await lab.open(
      pageOf(
        '<input value=a><input type=number value=1><textarea>b</textarea><select><option>c<option>d</select>' +
          '<select multiple><option selected>e<option>f<option selected>g</select><select></select><input type=checkbox value=h><p>i</p>',
      ),
      null,
    );
    const states = () => one.ask('fieldStates', 'input, textarea, select, p');
    expect(await states()).toEqual(['a', '1', 'b', '0', '0,2', '-1', '', '']);
    await one.page.evaluate(() => {
      for (const input of document.querySelectorAll('input')) input.value = '7';
      for (const area of document.querySelectorAll('textarea')) area.value = 'b\nb';
      for (const select of document.querySelectorAll('select')) select.selectedIndex = 1;
    });
    expect(await states()).toEqual(['7', '7', 'b\nb', '1', '1', '-1', '', '']);
    await one.close();
  });

  test('which blocks are attributes', async () => {
    const one = await lab.open(
      pageOf('<img alt=a><p><i title=b aria-label=c>d</i></p><input title=e value=f><input type=submit value=g>'),
      null,
    );
    const drafts = await one.ask<{ text: string; attribute?: true }[]>('drafts', {});
    expect(drafts.map(({ text, attribute }) => [text, attribute === true])).toEqual([
      ['a', true],
      ['b', true],
      ['c', true],
      ['d', false],
      ['e', true],
      ['f', false],
      ['g', false],
    ]);
    await one.close();
  });

  test('a part that is read again knows the link around its slot', async () => {
    const one = await lab.open(
      pageOf(
        `<x-p data-shadow=closed><template><a href="https://norvex.example"><div><slot></slot></div></a></template>loose <p id=a>a</p><section><p id=d>d</p></section></x-p>
        <x-q data-shadow=open><template><a href="https://norvex.example"><slot name=s></slot></a></template><p id=b>b</p><p id=c slot=s>c</p></x-q>${SHADOW}`,
      ),
      null,
    );
    const links = ['norvex.example'];
    expect(await one.ask('drafts', { root: '#a' })).toEqual([{ text: 'a', container: 'p', links }]);
    expect(await one.ask('drafts', { root: '#d' })).toEqual([{ text: 'd', container: 'p', links }]);
    expect(await one.ask('drafts', { root: '#c', shallow: true })).toEqual([{ text: 'c', container: 'p', links }]);
    expect(await one.ask('drafts', { root: 'x-p', shallow: true })).toEqual([{ text: 'loose', container: 'x-p', links }]);
    await one.close();
  });

  test('rows of a grid that were read before it scrolled are not missing', async () => {
    const row = '<div role=row><span role=cell>r</span></div>';
    const grid = (id: string, stated: string) => `<div role=grid id=${id} aria-rowcount=${stated}>${row.repeat(3)}</div>`;
    const one = await lab.open(pageOf(`${grid('a', '9')}${grid('b', '5')}`), null);
    const missing = async (seen: object) => (await one.ask<{ unread: Record<string, number> }>('unread', { seen })).unread['grid-rows'];
    expect(await missing({})).toBe(6 + 2);
    expect(await missing({ a: 7 })).toBe(2 + 2);
    expect(await missing({ a: 2, b: 4 })).toBe(6 + 1);
    expect(await missing({ a: 9, b: 50 })).toBeUndefined();
    // Of a grid that does not know its size it says no more than that.
    await one.page.evaluate(() => document.querySelector('#a')?.setAttribute('aria-rowcount', '-1'));
    expect(await missing({ a: 9, b: 5 })).toBe(1);
    await one.close();
  });

  test('what is not read is counted in small steps', async () => {
    const images = '<img width=300 height=200 src="data:,">'.repeat(600);
    const one = await lab.open(
      pageOf(`<canvas width=300 height=100></canvas>${images}<object data="data:,x" width=9 height=9></object><iframe></iframe>
        <div data-shadow=open><template><canvas width=300 height=100></canvas></template></div>${SHADOW}`),
      null,
    );
    const counted = await one.ask<{ unread: object; frames: number; steps: number }>('unread', { units: 16 });
    // The shadow root is not among its roots here; of one kind 500 are measured.
    expect(counted).toMatchObject({ unread: { canvas: 1, image: 500, embed: 1 }, frames: 1 });
    expect(counted.steps).toBeGreaterThan(500 / 16);
    await one.close();
  });

  test('coverage counts what was read and what was not', async () => {
    const one = await lab.open(
      pageOf(`<p>abc</p><input value="de"><canvas width=300 height=150></canvas><canvas width=20 height=20></canvas>
        <img width=300 height=200 src="data:,"><img width=20 height=20><img width=300 height=200 alt="named">
        <div role=grid aria-rowcount=900><div role=row><span role=cell>r</span></div></div>`),
    );
    const told = async () => {
      const coverage = await one.ask<{ unread: { what: string; count: number }[] }>('coverage');
      expect(coverage).toMatchObject({ blocks: 4, characters: 11, fields: 1, shadowRoots: 0 });
      return Object.fromEntries(coverage.unread.map(({ what, count }) => [what, count]));
    };
    // Pictures, which need layout and change no verdict on the button, are counted for who looks at the report.
    await one.ask('frameCall', { call: 'report', payload: { isSeen: false } });
    expect(await told()).toEqual({ 'grid-rows': 899 });
    const looks = [1, 2].map(() => one.ask('frameCall', { call: 'report', payload: { isSeen: true } }));
    await looks[1];
    expect(await told()).toEqual({ canvas: 1, image: 1, 'grid-rows': 899 });
    // From then on they are kept up to date.
    await one.page.evaluate("document.querySelector('canvas').remove(); dispatchEvent(new Event('resize'))");
    await until('the count', async () => !('canvas' in (await told())));
  });
});
