import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCharset, readHtml } from '../../src/cli/read-html.ts';

const texts = (html: string): string[] => readHtml(html).blocks.map(({ text }) => text);

function source(html: string, wanted: string): string {
  const document = readHtml(html);
  const block = document.blocks.find((one) => one.text.includes(wanted));
  if (!block) throw new Error(`${wanted} is in no block of ${JSON.stringify(document.blocks)}`);
  const start = block.text.indexOf(wanted);
  const span = document.locate(block.id, start, start + wanted.length);
  return html.slice(span.start, span.end);
}

describe('blocks', () => {
  test.each([
    ['block elements split', '<div>Check<p>Point</p>x</div>', ['Check', 'Point', 'x']],
    ['inline elements join', '<p><b>Forti</b><i>Gate</i> 60F</p>', ['FortiGate 60F']],
    ['unknown elements are inline', '<p><x-a>Forti</x-a>Gate</p>', ['FortiGate']],
    ['display in a style attribute splits', '<p>a<span style="display: flex">b</span>c</p>', ['a', 'b', 'c']],
    ['cells by role split', '<div role=row><span role=cell>Check</span><span role=gridcell>Point</span></div>', ['Check', 'Point']],
    ['br is a space', '<p>Palo Alto<br>Networks</p>', ['Palo Alto Networks']],
    ['runs of blanks are one space', '<p>\n  Palo\n\tAlto  </p>', ['Palo Alto']],
    ['preformatted lines are lines', '<pre>a  b\nc</pre>', ['a  b', 'c']],
    ['entities', '<p>&#70;orti&amp;Gate&nbsp;60F &lt;b&gt; &copy</p>', ['Forti&Gate\u00a060F <b> ©']],
    ['unclosed cells and items', '<table><tr><td>a<td>b<tr><td>c</table><ul><li>d<li>e', ['a', 'b', 'c', 'd', 'e']],
    ['text without markup', 'FortiGate', ['FortiGate']],
    ['nothing', '', []],
  ])('%s', (_name, html, expected) => {
    expect(texts(html)).toEqual(expected);
  });

  test.each([
    ['script', '<script>var a = "<p>Fortinet</p>";</script>'],
    ['style', '<style>p { content: "Fortinet" }</style>'],
    ['template', '<template><p>Fortinet</p></template>'],
    ['hidden', '<div hidden><p>Fortinet</p></div>'],
    ['display: none', '<div style="color: red; DISPLAY:none">Fortinet <b title="Fortinet">x</b></div>'],
    ['visibility: hidden', '<p style="visibility:hidden">Fortinet</p>'],
    ['comments', '<!-- Fortinet -->'],
    ['passwords', '<input type="Password" value="Fortinet">'],
    ['hidden fields', '<input type=hidden value=Fortinet>'],
    ['checkboxes', '<input type="checkbox" value="Fortinet">'],
  ])('skips %s and goes on', (_name, html) => {
    expect(texts(`${html}<p>after</p>`)).toEqual(['after']);
  });

  test('cells of a table row, and parts of a list item, share a row', () => {
    const { blocks } = readHtml(
      '<p>x</p><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table><ul><li><h3>d</h3><p>e</p></li></ul>',
    );
    const rows = new Map(blocks.map(({ text, row }) => [text, row]));
    expect(rows.get('x')).toBeUndefined();
    expect(rows.get('a')).toBe(rows.get('b'));
    expect(rows.get('a')).not.toBe(rows.get('c'));
    expect(rows.get('d')).toBeDefined();
    expect(rows.get('d')).toBe(rows.get('e'));
  });

  test('a cell after a nested table is in the outer row again', () => {
    const { blocks } = readHtml('<table><tr><td>a</td><td><table><tr><td>b</td></tr></table></td><td>c</td></tr></table>');
    const [a, b, c] = blocks;
    expect(a?.row).toBe(c?.row);
    expect(b?.row).not.toBe(a?.row);
  });
});

describe('fields and attributes', () => {
  test('values of text inputs and textareas are fields, buttons are not', () => {
    const { blocks, coverage } = readHtml('<input value="a"><textarea>b\nc</textarea><input type="submit" value="d">');
    expect(blocks.map(({ text, field }) => [text, field ?? false])).toEqual([
      ['a', true],
      ['b', true],
      ['c', true],
      ['d', false],
    ]);
    expect(coverage.fields).toBe(3);
  });

  test.each([
    ['the selected option', '<select><option>a<option selected>b</select>', ['b']],
    ['the first where none is selected', '<select><option>a<option>b</select>', ['a']],
    ['none of a list that allows several', '<select multiple><option>a<option>b</select>', []],
  ])('a select shows %s', (_name, html, expected) => {
    expect(texts(html)).toEqual(expected);
  });

  test('images speak by their alt text', () => {
    expect(texts('<p>a<img src="x.png" alt="FortiGate 60F">b</p>')).toEqual(['FortiGate 60F', 'ab']);
  });

  test('a title or label counts unless it repeats what is there', () => {
    expect(texts('<a title="FortiGate">Forti<b>Gate</b> 60F</a>')).toEqual(['FortiGate 60F']);
    expect(texts('<a title="FortiGate 60F" aria-label="FortiGate 60F">more</a>')).toEqual(['FortiGate 60F', 'more']);
    expect(texts('<div title="Wiz"><p>a</p></div>')).toEqual(['a', 'Wiz']);
  });

  test('attributes of a form in a form, which is ignored, are not those of the next tag', () => {
    expect(texts('<form><form title="a"><b title="c">b</b></form>')).toEqual(['c', 'b']);
  });

  test("the page's title is its title and a block; that of a drawing is a block only", () => {
    const document = readHtml('<svg><title>icon</title></svg><title>Quote &ndash; 7</title>');
    expect(document.title).toBe('Quote – 7');
    expect(document.blocks.map(({ text }) => text)).toEqual(['icon', 'Quote – 7']);
  });

  test.each<[rule: string, html: string, cells: number]>([
    ['table cells', '<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>', 3],
    ['cells by their role', '<div role=row><i role=columnheader>a</i><i role=rowheader>b</i><i role=cell>c</i><i role=gridcell>d</i><i>e</i></div>', 4],
    ['a cell of several blocks is one', '<table><tr><td><p>a</p><p>b</p>c</td></tr></table>', 1],
    ['empty and hidden ones are none', '<table><tr><td> </td><td></td><td hidden>a</td><td><br></td></tr></table>', 0],
    ['a field, a picture, a tool tip', '<table><tr><td><input value=a></td><td><img alt=b></td><td title=c></td></tr></table>', 3],
    ['a table in a cell: the cells with words of their own', '<table><tr><td><table><tr><td>a</td></tr></table></td><td>b<table><tr><td>c</td></tr></table></td></tr></table>', 3],
    ['no table', '<ul><li>a</li></ul><dl><dt>b<dd>c</dl>', 0],
  ])('cells are counted: %s', (_rule, html, cells) => {
    expect(readHtml(html).coverage.cells).toBe(cells);
  }); // biome-ignore format: a table is read by its lines

  test.each<[rule: string, html: string, attributes: number]>([
    ['alt, title, aria-label', '<img alt=a><i title=b>x</i><b aria-label=c>y</b><map><area alt=d></map>', 4],
    ['not those that repeat the text, and empty ones', '<i title=x>x</i><img alt=""><b title=" ">y</b>', 0],
    ['not values of fields and buttons', '<input value=a><input type=submit value=b>', 0],
    ['with what a field shows beside its value', '<input value=a title=b>', 1],
  ])('attributes are counted: %s', (_rule, html, attributes) => {
    expect(readHtml(html).coverage.attributes).toBe(attributes);
  });

  test('what cannot be read is counted', () => {
    const html = '<canvas></canvas><iframe src="a"></iframe><embed><img src=a><img alt="" src=b><img width=1 src=c><div hidden><img></div>';
    expect(readHtml(html).coverage.unread).toEqual([
      { what: 'canvas', count: 1 },
      { what: 'frame', count: 1 },
      { what: 'embed', count: 1 },
      { what: 'image', count: 1 },
    ]);
  });
});

describe('links', () => {
  /** Of each block its text and where its words link to. */
  const linked = (html: string) => readHtml(html).blocks.map(({ text, links = [] }) => [text, ...links]);

  test.each<[rule: string, html: string, blocks: string[][]]>([
    ['in a block, not in the next', '<p>a <a href="https://norvex.example/x">b</a></p><p>c</p>', [['a b', 'norvex.example'], ['c']]],
    ['around blocks, not beyond them', '<a href="https://norvex.example"><h3>a</h3><p>b</p></a><p>c</p>', [['a', 'norvex.example'], ['b', 'norvex.example'], ['c']]],
    ['around an image, by its alt', '<p>a <a href="//norvex.example/x"><img alt=b></a></p><p><img alt=c></p>', [['b', 'norvex.example'], ['a'], ['c']]],
    ['in an image map', '<map><area href="https://norvex.example" alt=a><area href="/x" alt=b></map>', [['a', 'norvex.example'], ['b']]],
    ['with a title', '<p>a <a href="https://norvex.example" title=b>c</a> <i title=d>e</i></p>', [['b', 'norvex.example'], ['d'], ['a c e', 'norvex.example']]],
    ['without words', '<p>a <a href="https://norvex.example"> <i></i></a></p>', [['a']]],
    ['without words in preformatted text', '<pre>a<a href="https://norvex.example">  </a>\nb<a href="https://haiyan.example">c</a></pre>', [['a  '], ['bc', 'haiyan.example']]],
    ['that is not shown', '<p>a <a href="https://norvex.example" hidden>b</a></p>', [['a']]],
    ['that is none', '<p><a name="https://norvex.example">a</a> <x-a href="https://norvex.example">b</x-a></p>', [['a b']]],
    ['to no host', '<p><a href="mailto:a@norvex.example">a</a> <a href="/norvex.example">b</a> <a href="#norvex.example">c</a></p>', [['a b c']]],
    ['with entities', '<p><a href="https:&#x2f;&sol;norvex.example/?a&amp;b">a</a></p>', [['a', 'norvex.example']]],
    ['left open, ended by the next', '<p><a href="https://norvex.example">a</p><p><a href="https://haiyan.example">b</a></p><p>c</p>', [['a', 'norvex.example'], ['b', 'haiyan.example'], ['c']]],
    ['in another, which ends there', '<a href="https://norvex.example"><b>a <a href="/x">b</a></b><p>c</p></a>', [['a b', 'norvex.example'], ['c']]],
    ['of a block that is cut', `<p><a href="https://norvex.example">${'a '.repeat(40_000)}</a></p>`, [['a '.repeat(32_768), 'norvex.example'], ['a '.repeat(7_232).trim(), 'norvex.example']]],
  ])('%s', (_rule, html, blocks) => {
    expect(linked(html)).toEqual(blocks);
  }); // biome-ignore format: a table is read by its lines

  test('each host once, in the order of the text, eight at most', () => {
    const hosts = Array.from({ length: 9 }, (_, i) => `h${9 - i}.example`);
    const anchors = [...hosts, 'h5.example'].map((host) => `<a href="https://${host}">x</a>`);
    expect(readHtml(`<p>${anchors.join('')}</p>`).blocks[0]?.links).toEqual(hosts.slice(0, 8));
  });

  test.each<[says: string, head: string, links: string[]]>([
    ['its base', '<base href="https://norvex.example/a/">', ['haiyan.example']],
    ['its canonical address', '<link rel="alternate Canonical" href="https://norvex.example/a">', ['haiyan.example']],
    ['neither', '<title>Norvex</title>', ['norvex.example', 'haiyan.example']],
    ['a relative base', '<base href="/norvex.example/">', ['norvex.example', 'haiyan.example']],
    ['the address of something else', '<link rel="stylesheet" href="https://norvex.example/a">', ['norvex.example', 'haiyan.example']],
    ['the canonical address of a host above', '<link rel=canonical href="https://example/">', ['norvex.example', 'haiyan.example']],
  ])("a link to the page's own host says nothing, as far as the page says which that is: %s", (_says, head, links) => {
    const body = '<p><a href="https://norvex.example/">a</a> <a href="https://haiyan.example/">b</a></p>';
    expect(readHtml(`<head>${head}</head>${body}`).blocks.at(-1)?.links).toEqual(links);
  });
});

describe('places', () => {
  test.each([
    ['plain text', '<p>a FortiGate b</p>', 'FortiGate', 'FortiGate'],
    ['across inline tags', '<p><b>Forti</b>Gate</p>', 'FortiGate', 'Forti</b>Gate'],
    ['an entity inside', '<p>Check&nbsp;Point x</p>', 'Check\u00a0Point', 'Check&nbsp;Point'],
    ['behind an entity', '<p>&amp;&#x41;Wiz&lt;</p>', 'Wiz', 'Wiz'],
    ['an entity at the end', '<p>Wiz&trade; x</p>', 'Wiz™', 'Wiz&trade;'],
    ['a two-character entity', '<p>&nGt;Wiz</p>', 'Wiz', 'Wiz'],
    ['across blanks', '<p>Palo \n  Alto x</p>', 'Palo Alto', 'Palo \n  Alto'],
    ['across br', '<p>Palo Alto<br>Networks</p>', 'Alto Networks', 'Alto<br>Networks'],
    ['behind a comment', '<p>a<!-- x -->Wiz</p>', 'Wiz', 'Wiz'],
    ['a quoted attribute', '<input  value = "a FortiGate b">', 'FortiGate', 'FortiGate'],
    ['a single-quoted attribute', `<input value='a "FortiGate" b'>`, '"FortiGate"', '"FortiGate"'],
    ['an unquoted attribute', '<input value=FortiGate>', 'FortiGate', 'FortiGate'],
    ['entities in an attribute', '<img alt="&quot;Wiz&quot; &amp; Check&nbsp;Point">', 'Check\u00a0Point', 'Check&nbsp;Point'],
    ['behind entities in an attribute', '<img alt="a&b &quot;Wiz&quot;">', 'Wiz', 'Wiz'],
  ])('%s', (_name, html, wanted, expected) => {
    expect(source(html, wanted)).toBe(expected);
  });

  test('a span covers its source, whatever the markup', () => {
    const piece = fc.constantFrom(
      'Wiz',
      '飞塔',
      '𠮷',
      ' ',
      '\n ',
      '&amp;',
      '&nbsp;',
      '&#39134;',
      '&',
      '<b>',
      '</b>',
      '<br>',
      '<td>',
      '</p>',
      '<i title="a &lt; b">',
      '<!-- c -->',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const html = pieces.join('');
        const document = readHtml(html);
        for (const { id, text } of document.blocks) {
          for (let unit = 0; unit < text.length; unit++) {
            const { start, end } = document.locate(id, unit, unit + 1);
            const found = html.slice(start, end);
            const written = text.charAt(unit);
            if (end - start === 1) expect([written, ' ']).toContain(found === '\n' ? ' ' : found);
            // More than one unit is an entity, a run of blanks or a line break.
            else expect(found).toMatch(/^(&[#\w]+;?|\s+|<br>)$/);
          }
        }
      }),
    );
  });
});

test.each([
  ['<meta charset="gb2312">', 'gb2312'],
  ['<META http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">', 'ISO-8859-1'],
  ['<p>charset=x</p>', undefined],
])('the charset declared by %s is %s', (html, charset) => {
  expect(findCharset(new TextEncoder().encode(html))).toBe(charset);
});
