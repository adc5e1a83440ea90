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
