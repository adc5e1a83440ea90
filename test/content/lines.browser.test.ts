/** Which rows of real pages become line items, and what is told of them when the page changes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LineWork } from './harness/line-commands.ts';
import { LineWorker } from './harness/line-worker.ts';
import { type Bench, type Lab, openLab, pageOf, usualKinds } from './lab.ts';

const HEAD = '<tr><th>No.</th><th>Description</th><th>Qty</th><th>Unit price</th><th>Amount</th></tr>';
const row = (no: number, name: string, qty: number, price: number, id = '') =>
  `<tr${id && ` id=${id}`}><td>${no}</td><td>${name}</td><td>${qty}</td><td>$${price}</td><td>$${qty * price}</td></tr>`;
const A = row(1, 'NVX-1 switch', 2, 10, 'a');
const B = row(2, 'NVX-2 router', 3, 20, 'b');
const C = row(3, 'NVX-3 cable', 4, 30, 'c');
const LINE_A = '1 · NVX-1 switch · 2 × 10 USD = 20 USD';
const LINE_B = '2 · NVX-2 router · 3 × 20 USD = 60 USD';
const LINE_C = '3 · NVX-3 cable · 4 × 30 USD = 120 USD';
const table = (rows: string, head = HEAD) => `<table id=t><thead id=h>${head}</thead><tbody id=r>${rows}</tbody></table>`;

const SHADOW = `<script>
  for (const host of document.querySelectorAll('[data-shadow]')) {
    const template = host.querySelector('template');
    host.attachShadow({ mode: host.dataset.shadow }).append(template.content.cloneNode(true));
    template.remove();
  }
</script>`;

const gridRow = (index: number, cells: readonly (string | number)[], first = 1, role = 'gridcell') =>
  `<div role=row aria-rowindex=${index}>${cells.map((cell, i) => `<span role=${role} aria-colindex=${first + i}>${cell}</span>`).join('')}</div>`;

/** A row of plain elements, each cell with what is said of it. */
const plainRow = (cells: readonly (string | number)[], tag = 'div', cell = 'div') =>
  `<${tag} class=row>${cells.map((text) => `<${cell} class=col>${text}</${cell}>`).join('')}</${tag}>`;
const PLAIN_HEAD = ['No.', 'Description', 'Qty', 'Unit price', 'Amount'];
const PLAIN_A = [1, 'NVX-1 switch', 2, '$10', '$20'];
const PLAIN_B = [2, 'NVX-2 router', 3, '$20', '$60'];
const PLAIN_C = [3, 'NVX-3 cable', 4, '$30', '$120'];
const CART_HEAD = plainRow(['Product', 'Price', 'Quantity', 'Total']);

const cardOf = (name: string, price: string, more = '') =>
  `<li class=card><h3>${name}</h3><p class=price>${price}</p>${more}<button>Add to cart</button></li>`;

/** [rule, HTML, lines, tables]. */
const READ: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['a head and rows', table(A + B), [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['head cells in the body', `<table>${HEAD}${A}${B}</table>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['a head of plain cells', `<table>${HEAD.replaceAll('th>', 'td>')}${A}${B}</table>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['a head cell for each row', table(A.replace('<td>NVX-1 switch</td>', '<th scope=row>NVX-1 switch</th>') + B), [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['more of an item in a head cell of its row', table(`${A}<tr><td></td><th scope=row>with power supply</th><td></td></tr>`), ['1 · NVX-1 switch with power supply · 2 × 10 USD = 20 USD'], ['1 lines, 1 of them 20 USD']],
  ['several bodies', `<table><thead>${HEAD}</thead><tbody>${A}</tbody><tbody>${B}</tbody></table>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['a foot with the sum', `<table><thead>${HEAD}</thead><tbody>${A}${B}</tbody><tfoot><tr><td colspan=4>Total</td><td>$80</td></tr></tfoot></table>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['a row without any text', table(`${A}<tr><td></td><td></td></tr>${B}`), [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['an empty cell is not one that reaches down from above', table(`${A}<tr><td>2</td><td></td><td>3</td><td>$20</td><td>$60</td></tr>`), [LINE_A, '2 · 3 × 20 USD = 60 USD'], ['2 lines, 2 of them 80 USD']],
  ['a name over three rows', table(`<tr><td>1</td><td rowspan=3>NVX-1 kit</td><td>1</td><td>$10</td><td>$10</td></tr><tr><td>2</td><td>2</td><td>$10</td><td>$20</td></tr><tr><td>3</td><td>3</td><td>$10</td><td>$30</td></tr>`),
    ['1 · NVX-1 kit · 1 × 10 USD = 10 USD', '2 · NVX-1 kit · 2 × 10 USD = 20 USD', '3 · NVX-1 kit · 3 × 10 USD = 30 USD'], ['3 lines, 3 of them 60 USD']],
  ['a number over the rest of the body', `<table><thead>${HEAD}</thead><tbody>${A.replace('<td>1</td>', '<td rowspan=0>1</td>')}${B.replace('<td>2</td>', '')}</tbody><tbody>${C}</tbody></table>`, [LINE_A, LINE_B.slice(4), LINE_C], ['3 lines, 3 of them 200 USD']],
  ['a number over three rows, one of them more of the same', table(`${A.replace('<td>1</td>', '<td rowspan=3>1</td>')}<tr><td>with power supply</td></tr><tr><td>and brackets</td></tr>${B}`), ['1 · NVX-1 switch with power supply and brackets · 2 × 10 USD = 20 USD', LINE_B], ['2 lines, 2 of them 80 USD']],
  ['spans of one, as components write them', table((A + B).replaceAll('<td>', '<td colspan=1 rowspan=1>')), [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['a cell over two columns', table(`<tr><td>1</td><td>NVX-1 switch</td><td colspan=2>2</td><td>$20</td></tr>${B}`), ['1 · NVX-1 switch · 2 = 20 USD', LINE_B], ['2 lines, 2 of them 80 USD']],
  ['two rows of heads with spans', table(A + B, '<tr><th rowspan=2>No.</th><th rowspan=2>Description</th><th rowspan=2>Qty</th><th colspan=2>Price</th></tr><tr><th>Unit</th><th>Total</th></tr>'), [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['a layout table around', `<table><tr><td>menu</td><td>${table(A + B)}</td></tr></table>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['a table in a cell', table(`${A}<tr><td>2</td><td>NVX-2 router<table><tr><td>ports</td><td>8</td></tr><tr><td>watts</td><td>9</td></tr></table></td><td>3</td><td>$20</td><td>$60</td></tr>`), [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['no head at all', `<table>${A}${B}${C}</table>`, [LINE_A, LINE_B, LINE_C], ['3 lines, 3 of them 200 USD']],
  ['the currency in the caption', table((A + B).replaceAll('$', '')).replace('<thead', '<caption>All prices in EUR</caption><thead'), [LINE_A, LINE_B].map((line) => line.replaceAll('USD', 'EUR')), ['2 lines, 2 of them 80 EUR']],
  ['ten thousands in the caption', `<table><caption>单位：万元</caption><tr><th>品名<th>数量<th>金额</tr><tr><td>NVX-1 交换机<td>2<td>1.5</tr></table>`, ['NVX-1 交换机 · 2 = 15000 CNY'], ['1 lines, 1 of them 15000 CNY']],
  ['a hidden row', table(A + B.replace('<tr', '<tr hidden')), [LINE_A], ['1 lines, 1 of them 20 USD']],
  ['a hidden column', `<style>td:nth-child(3),th:nth-child(3){display:none}</style>${table((A + B).replaceAll('</td><td>', '</td><td>').replace('<td>2</td>', '<td>9</td><td>2</td>').replace('<td>3</td>', '<td>9</td><td>3</td>'), HEAD.replace('<th>Qty', '<th>Stock</th><th>Qty'))}`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['fields in cells', table('<tr><td>1</td><td><textarea>NVX-1 switch</textarea></td><td><input type=number value=2></td><td><input value="$10"></td><td>$20</td></tr><tr><td>2</td><td><input value="NVX-2 router"></td><td><select><option>1<option selected>3</select></td><td><input value="$20"></td><td>$60</td></tr>'), [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['labels and values', '<table><tr><th>Product</th><td>NVX-1 switch</td></tr><tr><th>Quantity</th><td>2</td></tr><tr><th>Unit price</th><td>$10</td></tr></table>', ['NVX-1 switch · 2 × 10 USD = 20 USD'], ['1 lines, 1 of them 20 USD']],
  ['head and rows in tables of their own', `<div class=grid><div class=hdiv><div><table><tr><th>No.</th><th>Description</th><th>Qty</th><th>Unit price</th><th>Amount</th></tr></table></div></div><div class=bdiv><div><table><tbody>${A}${B}</tbody></table></div></div></div>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['the same with a head of two rows', `<div><div><table><tr><th rowspan=2>No.</th><th rowspan=2>Description</th><th rowspan=2>Qty</th><th colspan=2>Price</th></tr><tr><th>Unit</th><th>Total</th></tr></table></div><div><table>${A}${B}</table></div></div>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['merged head cells of such a head', `<div><div><table><tr><th rowspan=2>Part No.</th><th rowspan=2>Remarks</th><th colspan=2>Order</th></tr><tr><th>Qty</th><th>Unit price</th></tr></table></div><div><table><tr><td>NVX-1</td><td>urgent</td><td>2</td><td>10</td></tr></table></div></div>`, ['#NVX-1 · 2 × 10 = 20'], ['1 lines, 1 of them 20']],
  ['two of them, each under its own head', `<div><table>${HEAD}</table><table>${A}${B}</table><table><tr><th>Description</th><th>Part No.</th><th>Qty</th></tr></table><table><tr><td>rack</td><td>NVX-9X</td><td>7</td></tr></table></div>`, [LINE_A, LINE_B, 'rack · #NVX-9X · 7'], ['2 lines, 2 of them 80 USD', '1 lines']],
  ['rows in several tables under one head', `<div><table>${HEAD.replace('<th>Amount</th>', '')}</table>${[A, B].map((one) => `<table>${one.replace(/<td>[^<]*<\/td><\/tr>/, '</tr>')}</table>`).join('')}</div>`, [LINE_A, LINE_B], ['1 lines, 1 of them 20 USD', '1 lines, 1 of them 60 USD']],
  ['a head among many tables', `${'<div><table><tr><td>a</td><td>b</td></tr></table></div>'.repeat(30)}<div><table>${HEAD}</table><table>${A}</table></div>`, [LINE_A], ['1 lines, 1 of them 20 USD']],
  ['a small order is no head of the table below', `<div><table><tr><td>Description</td><td>Qty</td><td>Price</td></tr><tr><td>NVX-1 switch</td><td>2</td><td>$10</td></tr></table><table><tr><td>Carrier</td><td>1</td><td>$5</td></tr><tr><td>Insurance</td><td>1</td><td>$7</td></tr></table></div>`, ['NVX-1 switch · 2 × 10 USD = 20 USD'], ['1 lines, 1 of them 20 USD']],
  ['a grid', `<div role=grid><div role=rowgroup>${gridRow(1, ['No.', 'Description', 'Qty', 'Price', 'Amount'], 1, 'columnheader')}</div><div role=rowgroup>${gridRow(2, [1, 'NVX-1 switch', 2, '$10', '$20'])}${gridRow(3, [2, 'NVX-2 router', 3, '$20', '$60'])}</div></div>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['a grid over pinned containers', `<div role=treegrid><div>${gridRow(1, ['No.', 'Description'], 1, 'columnheader')}</div><div>${gridRow(1, ['Qty', 'Price', 'Amount'], 3, 'columnheader')}</div><div class=left>${gridRow(2, [1, 'NVX-1 switch'])}${gridRow(3, [2, 'NVX-2 router'])}</div><div class=middle>${gridRow(3, [3, '$20', '$60'], 3)}${gridRow(2, [2, '$10', '$20'], 3)}</div></div>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['a tree of rows', `<div role=treegrid><div role=row><span role=columnheader>Description</span><span role=columnheader>Qty</span><span role=columnheader>Price</span></div><div role=row aria-level=1 aria-expanded=true><span role=gridcell>Section A: Network</span><span role=gridcell></span><span role=gridcell></span></div><div role=row aria-level=2><span role=gridcell>NVX-1 switch</span><span role=gridcell>2</span><span role=gridcell>$10</span></div></div>`, ['NVX-1 switch · 2 × 10 USD = 20 USD'], ['1 lines, 1 of them 20 USD']],
  ['a table in a closed shadow root', `<div data-shadow=closed><template>${table(A + B)}</template></div>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['rows of a grid in a slot', `<div data-shadow=open role=none><template><div role=grid><slot></slot></div></template><div role=row><span role=columnheader>Description</span><span role=columnheader>Qty</span><span role=columnheader>Price</span></div><div role=row><span role=cell>NVX-1 switch</span><span role=cell>2</span><span role=cell>$10</span></div></div>`, ['NVX-1 switch · 2 × 10 USD = 20 USD'], ['1 lines, 1 of them 20 USD']],
  ['cells in shadow roots', `<div role=grid><div role=row><span role=columnheader>Description</span><span role=columnheader>Qty</span><span role=columnheader>Price</span></div><div role=row><div role=cell><span data-shadow=closed><template>NVX-1 switch</template></span></div><div role=cell>2</div><div role=cell>$10</div></div></div>`, ['NVX-1 switch · 2 × 10 USD = 20 USD'], ['1 lines, 1 of them 20 USD']],
  ['rows in shadow roots', `<div role=grid>${[['columnheader', 'Description', 'Qty', 'Price'], ['cell', 'NVX-1 switch', '2', '$10'], ['cell', 'NVX-2 router', '3', '$20']].map(([role, ...cells]) => `<x-row data-shadow=closed><template><div role=row>${cells.map((cell) => `<span role=${role}>${cell}</span>`).join('')}</div></template></x-row>`).join('')}</div>`, ['NVX-1 switch · 2 × 10 USD = 20 USD', 'NVX-2 router · 3 × 20 USD = 60 USD'], ['2 lines, 2 of them 80 USD']],
  ['rows of plain elements', `<div id=p>${[PLAIN_HEAD, PLAIN_A, PLAIN_B].map((cells) => plainRow(cells)).join('')}</div>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['such rows named by numbers', `<div>${plainRow(['Product', 'Quantity', 'Price'])}${plainRow(['10045877', 2, '$10'])}</div>`, ['10045877 · 2 × 10 USD = 20 USD'], ['1 lines, 1 of them 20 USD']],
  ['one such row', `<div>${[PLAIN_HEAD, PLAIN_A].map((cells) => plainRow(cells)).join('')}</div>`, [LINE_A], ['1 lines, 1 of them 20 USD']],
  ['such rows deeper than their head', `<div><h2>Items</h2><div><div>${plainRow(PLAIN_HEAD)}</div></div><div><p>Warehouse A</p><div>${plainRow(PLAIN_A)}${plainRow(PLAIN_B)}</div><p>Warehouse B</p><div>${plainRow(PLAIN_C)}</div></div></div>`, [LINE_A, LINE_B, LINE_C], ['3 lines, 3 of them 200 USD']],
  ['such rows in lists', `<div>${[PLAIN_HEAD, PLAIN_A, PLAIN_B].map((cells) => plainRow(cells, 'ul', 'li')).join('')}</div>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['cells in the line', `<div>${[PLAIN_HEAD, PLAIN_A, PLAIN_B].map((cells) => plainRow(cells, 'div', 'span')).join('')}</div>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['rows each in a frame of their own', `<section>${[PLAIN_HEAD, PLAIN_A, PLAIN_B].map((cells) => `<div class=frame><div>${plainRow(cells)}</div></div>`).join('')}</section>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['a row of sums, shaped as the others', `<div>${[PLAIN_HEAD, PLAIN_A, PLAIN_B, ['', 'Total', 5, '', '$80']].map((cells) => plainRow(cells)).join('')}</div>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['a row whose price is on request', `<div>${[PLAIN_HEAD, PLAIN_A, [2, 'NVX-2 router', 3, 'on request', '']].map((cells) => plainRow(cells)).join('')}</div>`, [LINE_A, '2 · NVX-2 router · 3'], ['2 lines, 1 of them 20 USD']],
  ['two heads in one element', `<div>${[PLAIN_HEAD, PLAIN_A, PLAIN_HEAD, PLAIN_B].map((cells) => plainRow(cells)).join('')}</div>`, [LINE_A, LINE_B], ['1 lines, 1 of them 20 USD', '1 lines, 1 of them 60 USD']],
  ['how many in a field among controls', `<div>${CART_HEAD}${plainRow(['NVX-1 switch', '$10', '<button>−</button><input name=qty value=2><button>+</button><p>in stock</p>', '$20'])}</div>`, ['NVX-1 switch · 2 × 10 USD = 20 USD'], ['1 lines, 1 of them 20 USD']],
  ['a picture before the name and a control at the end', `<div>${CART_HEAD}${plainRow(['<img alt="">', '<a href=#>NVX-1 switch</a>', '$10', '<input name=qty value=2>', '$20', '<button>Remove</button>'])}${plainRow(['<img alt="Router">', 'NVX-2 router', '$20', '<input name=qty value=3>', '$60', '<button>Remove</button>'])}</div>`, ['NVX-1 switch · 2 × 10 USD = 20 USD', 'NVX-2 router · 3 × 20 USD = 60 USD'], ['2 lines, 2 of them 80 USD']],
  ['as many parts as the head has, but others', `<div>${plainRow(['Product', 'Price', 'Quantity', 'Total', ''])}${plainRow(['<img>', 'NVX-1 switch', '$10', 2, '$20'])}</div>`, ['NVX-1 switch · 2 × 10 USD = 20 USD'], ['1 lines, 1 of them 20 USD']],
  ['parts that multiply in no way', `<div>${CART_HEAD}${plainRow(['<img>', 'NVX-1 switch', '$10', 2, '$17', '<button>Remove</button>'])}</div>`, [], []],
  ['parts that can be meant in two ways', `<div>${CART_HEAD}${plainRow(['NVX-1 switch', 1, 1, 1, 1])}</div>`, [], []],
  ['a Chinese portal', `<div><div class=th>${['序号', '产品名称', '规格型号', '数量', '单位', '含税单价(元)', '小计(元)', '操作'].map((text) => `<div>${text}</div>`).join('')}</div><div class=tb><div class=tr>${[1, '飞塔防火墙', 'FG-100F', 2, '台', '31,000.00', '62,000.00', '<a href=#>删除</a>'].map((text) => `<div><span>${text}</span></div>`).join('')}</div></div></div>`,
    ['1 · 飞塔防火墙 · #FG-100F · 2 台 × 31000 CNY = 62000 CNY'], ['1 lines, 1 of them 62000 CNY']],
  ['no order: a menu in columns', `<div class=menu>${[['Products', 'Quantity', 'Prices'], ['Firewalls', 'Licences', 'Offers'], ['Switches', 'Seats', 'Plans']].map((cells) => plainRow(cells)).join('')}</div>`, [], []],
  ['no order: features compared', `<div>${[['Product', 'Quantity of users', 'Price', 'Total'], ['Basic', 'up to 5 users', 'free', 'none'], ['Plus', 'unlimited', '$10 a month', '✓']].map((cells) => plainRow(cells)).join('')}</div>`, [], []],
  ['no order: a bar of tools with three such words', `<div>${plainRow(['Product', 'Sort', 'Quantity', 'Filter', 'Price', 'Zoom', 'Print'])}${plainRow(['NVX-1 switch', 'a', 2, 'b', '$10', 'c', 'd'])}</div>`, [], []],
  ['no order: a value among such words', `<div>${plainRow(['Product', 'Quantity', 'Price', '$5.00'])}${plainRow(['NVX-1 switch', 2, '$10', ''])}</div>`, [], []],
  ['no order: names without quantities', `<div>${plainRow(['Product', 'Quantity', 'Price'])}${plainRow(['NVX-1 switch', 'any', '$10'])}</div>`, [], []],
  ['no order: quantities without prices', `<div>${plainRow(['Product', 'Quantity', 'Price'])}${plainRow(['NVX-1 switch', 2, 'ask us'])}</div>`, [], []],
  ['no order: numbers without a name', `<div>${plainRow(['Product', 'Quantity', 'Price'])}${plainRow([1, 2, '$10'])}</div>`, [], []],
  ['rows of other things, further below', `<div>${plainRow(PLAIN_HEAD)}${plainRow(PLAIN_A)}<p>Paid by:</p>${plainRow(['Card', 'Visa', 'until', '5/30', 'Change'])}</div>`, [LINE_A], ['1 lines, 1 of them 20 USD']],
  ['no order: questions and answers', `<div>${[['What is the price?', 'What is the quantity?', 'Which item?'], ['$10 each', '2 at least', 'NVX-1 switch']].map((cells) => plainRow(cells)).join('')}</div>`, [], []],
  ['no order: fields to filter by', `<div>${plainRow(['Product', 'Quantity', 'Price', 'Brand'])}${plainRow(['<input name=a>', '<input name=b>', '<input name=c>', '<input name=d>'])}</div>`, [], []],
  ['no order: prices by quantity', `<div>${[['Quantity', 'Unit price', 'Ext. price'], ['1', '$10', '$10'], ['100', '$9', '$900']].map((cells) => plainRow(cells)).join('')}</div>`, [], []],
  ['no order: columns to sort tiles by', `<div>${plainRow(['Name', 'Quantity', 'Price'])}</div><div>${['NVX-1 switch', 'NVX-2 router', 'NVX-3 cable'].map((name) => plainRow([`<img alt="${name}">`, name, '$10'])).join('')}</div>`, [], []],
  ['no order: three columns at the foot', `<div><footer>${plainRow(['About', 'Orders', 'Help'])}${plainRow(['Price list', 'Quantity discounts', 'Items'])}${plainRow(['Since 1999', '$5 off', 'Call 555 12'])}</footer></div>`, [], []],
  ['two lines that say the same are two', table(A + A), [LINE_A, LINE_A], ['2 lines, 2 of them 40 USD']],
  ['tenths sum up without noise', table([1, 2, 3].map((i) => `<tr><td>${i}</td><td>NVX-${i} part</td><td>1</td><td>$0.1</td><td>$0.1</td></tr>`).join('')), [1, 2, 3].map((i) => `${i} · NVX-${i} part · 1 × 0.1 USD = 0.1 USD`), ['3 lines, 3 of them 0.3 USD']],
  ['two currencies', table(A + B.replaceAll('$', '€')), [LINE_A, LINE_B.replaceAll('USD', 'EUR')], ['2 lines, 1 of them 20 USD, 1 of them 60 EUR']],
  ['a form around with names of the DOM', `<form><input type=hidden name=contains><input type=hidden name=rows><input type=hidden name=querySelectorAll><input type=hidden name=children><input type=hidden name=parentNode><input type=hidden name=isConnected><input type=hidden name=getAttribute><input type=hidden name=closest><input type=hidden name=compareDocumentPosition><input type=hidden name=localName>${table(A + B)}</form>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['a form with such names between head and rows', `<div><table>${HEAD}</table><form><input type=hidden name=contains><input type=hidden name=querySelectorAll><input type=hidden name=parentNode><table>${A}${B}</table></form></div>`, [LINE_A, LINE_B], ['2 lines, 2 of them 80 USD']],
  ['a name too long for the worker', `<ul>${cardOf(`NVX-1 ${'switch '.repeat(38)}`, '$10')}</ul>`, [`${`NVX-1 ${'switch '.repeat(38)}`.slice(0, 200)} · × 10 USD`], ['1 lines']],
  ['a card of more blocks than the worker takes', `<ul>${cardOf('NVX-1 switch', '$10', `<div>${'<p>eight ports</p>'.repeat(100)}</div>`.repeat(11))}</ul>`, ['NVX-1 switch · × 10 USD'], ['1 lines']],
  ['a line that goes on and on', table(A + '<tr><td></td><td>and more</td></tr>'.repeat(1_100)), [`1 · ${`NVX-1 switch${' and more'.repeat(30)}`.slice(0, 200)} · 2 × 10 USD = 20 USD`], ['1 lines, 1 of them 20 USD']],
  ['no order: people', '<table><tr><th>Name<th>Phone</tr><tr><td>Anna<td>555 12</tr></table>', [], []],
]; // biome-ignore format: a table is read by its lines

const FIELDS = table(
  `<tr><td>1</td><td>NVX-1 switch</td><td><input id=q type=number value=2></td><td>$10</td></tr>
   <tr><td>2</td><td>NVX-2 router</td><td><select id=s><option>3<option>5</select></td><td>$20</td></tr>`,
  HEAD.replace('<th>Amount</th>', ''),
);
const ANY = (no: number, name: string, qty: number, price: number) => JSON.stringify(row(no, name, qty, price));
const LINE_D = '4 · NVX-4 rack · 1 × 5 USD = 5 USD';
const KIT = table(
  '<tr><td>1</td><td rowspan=2>NVX-1 kit</td><td>1</td><td>$10</td><td>$10</td></tr><tr><td>2</td><td>2</td><td>$10</td><td>$20</td></tr>',
);
const SECTIONS = table(`<tr><td>1</td><td>Network</td><td></td><td></td><td></td></tr>${A.replace('<td>1', '<td>1.1')}`);
const SPLIT = `<div><div id=hd></div><div><table><tbody id=r><tr><td>NVX-1 switch</td><td>2</td><td>$10</td></tr></tbody></table></div></div>`;
const HEAD_OF_SPLIT = '<table><tr><th>Description</th><th>Qty</th><th>Price</th></tr></table>';
const PLAIN = `<div id=p>${[PLAIN_HEAD, PLAIN_A, PLAIN_B].map((cells) => plainRow(cells)).join('')}</div>`;
const MANY_PLAIN = Array.from({ length: 45 }, (_, i) => plainRow([i + 1, `NVX-${i} part`, 2, '$10', '$20'])).join('');
const manyLine = (i: number, name = `NVX-${i} part`) => `${i + 1} · ${name} · 2 × 10 USD = 20 USD`;
const PLAIN_ROW_C = JSON.stringify(plainRow(PLAIN_C));
const CARDS = `<ul id=u>${cardOf('NVX-1 switch', '$10')}${cardOf('NVX-2 router', '$20')}</ul>`;

interface Change {
  readonly rule: string;
  readonly html: string;
  /** Script of the page. */
  readonly script: string;
  /** Lines afterwards, in the order of their ids. */
  readonly lines: readonly string[];
  readonly tables: readonly string[];
  /** Lines that are told, and how many are taken back. */
  readonly told: readonly string[];
  readonly gone: number;
}

const CHANGES: readonly Change[] = [
  { rule: 'a grid numbers its rows anew for a row put in', html: `<div role=grid>${gridRow(1, ['No.', 'Description', 'Qty', 'Price', 'Amount'], 1, 'columnheader')}${gridRow(2, [1, 'NVX-1 switch', 2, '$10', '$20'])}${gridRow(3, [2, 'NVX-2 router', 3, '$20', '$60'])}</div>`,
    script: 'const grid = document.querySelector("[role=grid]"); const own = [...grid.children].slice(1); own.forEach((row, i) => row.setAttribute("aria-rowindex", i + 3)); const fresh = own[0].cloneNode(true); fresh.setAttribute("aria-rowindex", "2"); ["3", "NVX-3 cable", "4", "$30", "$120"].forEach((text, i) => { fresh.children[i].textContent = text; }); own[0].before(fresh)',
    lines: [LINE_A, LINE_B, LINE_C], tables: ['3 lines, 3 of them 200 USD'], told: [LINE_C, LINE_A, LINE_B], gone: 0 },
  { rule: 'a cell edited as text', html: table(A + B + C), script: 'b.cells[2].firstChild.data = "5"; b.cells[4].firstChild.data = "$100"',
    lines: [LINE_A, LINE_C, '2 · NVX-2 router · 5 × 20 USD = 100 USD'], tables: ['3 lines, 3 of them 240 USD'], told: ['2 · NVX-2 router · 5 × 20 USD = 100 USD'], gone: 1 },
  { rule: 'a cell edited there and back', html: table(A + B), script: 'b.cells[2].firstChild.data = "5"; b.cells[2].firstChild.data = "3"',
    lines: [LINE_A, LINE_B], tables: ['2 lines, 2 of them 80 USD'], told: [], gone: 0 },
  { rule: 'a row written anew with another unit', html: table(A + B), script: 'b.innerHTML = b.innerHTML.replace(">3<", ">3 pcs<")',
    lines: [LINE_A, '2 · NVX-2 router · 3 pcs × 20 USD = 60 USD'], tables: ['2 lines, 2 of them 80 USD'], told: ['2 · NVX-2 router · 3 pcs × 20 USD = 60 USD'], gone: 0 },
  { rule: 'all rows written anew as they were', html: table(A + B), script: 'r.innerHTML = r.innerHTML',
    lines: [LINE_A, LINE_B], tables: ['2 lines, 2 of them 80 USD'], told: [LINE_A, LINE_B], gone: 0 },
  { rule: 'a remark appears in a row', html: table(A + B), script: 'b.insertCell().textContent = "urgent"',
    lines: [LINE_A, LINE_B], tables: ['2 lines, 2 of them 80 USD'], told: [LINE_B], gone: 0 },
  { rule: 'typing', html: FIELDS, script: 'q.value = 4; q.dispatchEvent(new Event("input", { bubbles: true }))',
    lines: [LINE_B, '1 · NVX-1 switch · 4 × 10 USD = 40 USD'], tables: ['2 lines, 2 of them 100 USD'], told: ['1 · NVX-1 switch · 4 × 10 USD = 40 USD'], gone: 1 },
  { rule: 'a field emptied', html: FIELDS, script: 'q.value = ""; q.dispatchEvent(new Event("input", { bubbles: true }))',
    lines: [LINE_B, '1 · NVX-1 switch · × 10 USD'], tables: ['2 lines, 1 of them 60 USD'], told: ['1 · NVX-1 switch · × 10 USD'], gone: 1 },
  { rule: 'a value set without an event', html: FIELDS, script: 'q.value = 4; new Promise((done) => setTimeout(done, 1200))',
    lines: [LINE_B, '1 · NVX-1 switch · 4 × 10 USD = 40 USD'], tables: ['2 lines, 2 of them 100 USD'], told: ['1 · NVX-1 switch · 4 × 10 USD = 40 USD'], gone: 1 },
  { rule: 'an option set without an event', html: FIELDS, script: 's.selectedIndex = 1; new Promise((done) => setTimeout(done, 1200))',
    lines: ['1 · NVX-1 switch · 2 × 10 USD = 20 USD', '2 · NVX-2 router · 5 × 20 USD = 100 USD'], tables: ['2 lines, 2 of them 120 USD'], told: ['2 · NVX-2 router · 5 × 20 USD = 100 USD'], gone: 1 },
  { rule: 'a row at the end', html: table(A + B), script: `r.insertAdjacentHTML("beforeend", ${ANY(4, 'NVX-4 rack', 1, 5)})`,
    lines: [LINE_A, LINE_B, LINE_D], tables: ['3 lines, 3 of them 85 USD'], told: [LINE_D], gone: 0 },
  { rule: 'a row at the top', html: table(A + B), script: `r.insertAdjacentHTML("afterbegin", ${ANY(4, 'NVX-4 rack', 1, 5)})`,
    lines: [LINE_A, LINE_B, LINE_D], tables: ['3 lines, 3 of them 85 USD'], told: [LINE_D], gone: 0 },
  { rule: 'a row in the middle', html: table(A + B), script: `b.insertAdjacentHTML("beforebegin", ${ANY(4, 'NVX-4 rack', 1, 5)})`,
    lines: [LINE_A, LINE_B, LINE_D], tables: ['3 lines, 3 of them 85 USD'], told: [LINE_D], gone: 0 },
  { rule: 'more of an item put between rows', html: table(A + B + C), script: 'b.insertAdjacentHTML("beforebegin", "<tr><td></td><td>with power supply</td></tr>")',
    lines: [LINE_B, LINE_C, '1 · NVX-1 switch with power supply · 2 × 10 USD = 20 USD'], tables: ['3 lines, 3 of them 200 USD'], told: ['1 · NVX-1 switch with power supply · 2 × 10 USD = 20 USD'], gone: 1 },
  { rule: 'a row like another, before it', html: table(A + B), script: `a.insertAdjacentHTML("beforebegin", ${ANY(1, 'NVX-1 switch', 2, 10)})`,
    lines: [LINE_A, LINE_B, LINE_A], tables: ['3 lines, 3 of them 100 USD'], told: [LINE_A], gone: 0 },
  { rule: 'one of two that say the same removed', html: table(A + A + B), script: 'r.rows[0].remove()',
    lines: [LINE_A, LINE_B], tables: ['2 lines, 2 of them 80 USD'], told: [], gone: 1 },
  { rule: 'a row becomes like another, and other again', html: table(A + B), script: 'const before = b.innerHTML; b.innerHTML = a.innerHTML; new Promise((done) => setTimeout(() => { b.innerHTML = before; done() }, 600))',
    lines: [LINE_A, LINE_B], tables: ['2 lines, 2 of them 80 USD'], told: [LINE_A, LINE_B], gone: 2 },
  { rule: 'a row removed', html: table(A + B + C), script: 'b.remove()',
    lines: [LINE_A, LINE_C], tables: ['2 lines, 2 of them 140 USD'], told: [], gone: 1 },
  { rule: 'a row hidden', html: table(A + B + C), script: 'b.hidden = true',
    lines: [LINE_A, LINE_C], tables: ['2 lines, 2 of them 140 USD'], told: [], gone: 1 },
  { rule: 'sorted by moving rows', html: table(A + B + C), script: 'r.append(c, b, a)',
    lines: [LINE_A, LINE_B, LINE_C], tables: ['3 lines, 3 of them 200 USD'], told: [], gone: 0 },
  { rule: 'sorted by writing rows anew in place', html: table(A + B + C), script: 'const first = a.innerHTML; a.innerHTML = c.innerHTML; c.innerHTML = first',
    lines: [LINE_A, LINE_B, LINE_C], tables: ['3 lines, 3 of them 200 USD'], told: [LINE_C, LINE_A], gone: 0 },
  { rule: 'sorted by writing rows without numbers anew in place', html: `<table><thead><tr><th>Description</th><th>Qty</th></tr></thead><tbody><tr id=a><td>NVX-1 switch</td><td>2</td></tr><tr id=b><td>NVX-2 router</td><td>3</td></tr></tbody></table>`, script: 'const first = a.innerHTML; a.innerHTML = b.innerHTML; b.innerHTML = first',
    lines: ['NVX-1 switch · 2', 'NVX-2 router · 3'], tables: ['2 lines'], told: ['NVX-2 router · 3', 'NVX-1 switch · 2'], gone: 0 },
  { rule: 'a head that comes after the rows', html: `<table id=t><tbody><tr><td>NVX-1 switch</td><td>2</td><td>$10</td></tr></tbody></table>`, script: 't.createTHead().innerHTML = "<tr><th>Description</th><th>Qty</th><th>Price</th></tr>"',
    lines: ['NVX-1 switch · 2 × 10 USD = 20 USD'], tables: ['1 lines, 1 of them 20 USD'], told: ['NVX-1 switch · 2 × 10 USD = 20 USD'], gone: 0 },
  { rule: 'a head in a table of its own that comes after the rows', html: SPLIT, script: `hd.innerHTML = ${JSON.stringify(HEAD_OF_SPLIT)}`,
    lines: ['NVX-1 switch · 2 × 10 USD = 20 USD'], tables: ['1 lines, 1 of them 20 USD'], told: ['NVX-1 switch · 2 × 10 USD = 20 USD'], gone: 0 },
  { rule: 'a head in a table of its own that changes', html: SPLIT.replace('<div id=hd>', `<div id=hd>${HEAD_OF_SPLIT}`), script: 'hd.querySelectorAll("th")[2].textContent = "Price (EUR)"; r.rows[0].cells[2].textContent = "10"',
    lines: ['NVX-1 switch · 2 × 10 EUR = 20 EUR'], tables: ['1 lines, 1 of them 20 EUR'], told: ['NVX-1 switch · 2 × 10 EUR = 20 EUR'], gone: 0 },
  { rule: 'a head that is of no order any more', html: table('<tr><td>NVX-1 switch</td><td>2</td><td>$10</td></tr>', '<tr><th>Description</th><th>Qty</th><th>Price</th></tr>'), script: 'h.innerHTML = "<tr><th>Team</th><th>Points</th><th>Wins</th></tr>"',
    lines: [], tables: [], told: [], gone: 1 },
  { rule: 'emptied', html: table(A + B), script: 'r.replaceChildren()', lines: [], tables: [], told: [], gone: 2 },
  { rule: 'emptied and filled again', html: table(A + B), script: `const all = r.innerHTML; r.replaceChildren(); new Promise((done) => setTimeout(() => { r.innerHTML = all; done() }, 600))`,
    lines: [LINE_A, LINE_B], tables: ['2 lines, 2 of them 80 USD'], told: [LINE_A, LINE_B], gone: 2 },
  { rule: 'removed', html: table(A + B), script: 't.remove()', lines: [], tables: [], told: [], gone: 2 },
  { rule: 'removed beside another', html: table(A + B) + table(C).replace(/id=[thr]\b/g, ''), script: 't.remove()', lines: [LINE_C], tables: ['1 lines, 1 of them 120 USD'], told: [], gone: 2 },
  { rule: 'hidden and shown', html: `<div id=d>${table(A + B)}</div>`, script: 'd.hidden = true; new Promise((done) => setTimeout(() => { d.hidden = false; done() }, 600))',
    lines: [LINE_A, LINE_B], tables: ['2 lines, 2 of them 80 USD'], told: [LINE_A, LINE_B], gone: 2 },
  { rule: 'the quantity of a row whose name reaches down from above', html: KIT, script: 'r.rows[1].cells[1].textContent = 3; r.rows[1].cells[3].textContent = "$30"',
    lines: ['1 · NVX-1 kit · 1 × 10 USD = 10 USD', '2 · NVX-1 kit · 3 × 10 USD = 30 USD'], tables: ['2 lines, 2 of them 40 USD'], told: ['2 · NVX-1 kit · 3 × 10 USD = 30 USD'], gone: 1 },
  { rule: 'a name that reaches down', html: KIT, script: 'r.rows[0].cells[1].textContent = "NVX-2 set"',
    lines: ['1 · NVX-2 set · 1 × 10 USD = 10 USD', '2 · NVX-2 set · 2 × 10 USD = 20 USD'], tables: ['2 lines, 2 of them 30 USD'], told: ['1 · NVX-2 set · 1 × 10 USD = 10 USD', '2 · NVX-2 set · 2 × 10 USD = 20 USD'], gone: 2 },
  { rule: 'a name that comes to reach down, with the same text', html: KIT.replace(' rowspan=2', '').replace('<td>2</td><td>2', '<td>2</td><td>NVX-2 kit</td><td>2'), script: 'r.rows[0].cells[1].rowSpan = 2; r.rows[1].deleteCell(1)',
    lines: ['1 · NVX-1 kit · 1 × 10 USD = 10 USD', '2 · NVX-1 kit · 2 × 10 USD = 20 USD'], tables: ['2 lines, 2 of them 30 USD'], told: ['1 · NVX-1 kit · 1 × 10 USD = 10 USD', '2 · NVX-1 kit · 2 × 10 USD = 20 USD'], gone: 1 },
  { rule: 'a name that comes to reach down', html: KIT.replace(' rowspan=2', '').replace('<td>2</td><td>2', '<td>2</td><td>NVX-2 kit</td><td>2'), script: 'r.rows[0].cells[1].rowSpan = 2; r.rows[0].cells[1].textContent = "NVX-3 kit"; r.rows[1].deleteCell(1)',
    lines: ['1 · NVX-3 kit · 1 × 10 USD = 10 USD', '2 · NVX-3 kit · 2 × 10 USD = 20 USD'], tables: ['2 lines, 2 of them 30 USD'], told: ['1 · NVX-3 kit · 1 × 10 USD = 10 USD', '2 · NVX-3 kit · 2 × 10 USD = 20 USD'], gone: 2 },
  { rule: 'a heading gets a price', html: SECTIONS, script: 'r.rows[0].cells[2].textContent = 1; r.rows[0].cells[3].textContent = "$7"',
    lines: ['1.1 · NVX-1 switch · 2 × 10 USD = 20 USD', '1 · Network · 1 × 7 USD = 7 USD'], tables: ['2 lines, 2 of them 27 USD'], told: ['1 · Network · 1 × 7 USD = 7 USD'], gone: 0 },
  { rule: 'cells come one by one', html: table('<tr></tr>'), script: `for (const text of ["1", "NVX-1 switch", "2", "$10", "$20"]) r.rows[0].insertCell().textContent = text`,
    lines: [LINE_A], tables: ['1 lines, 1 of them 20 USD'], told: [LINE_A], gone: 0 },
  { rule: 'a cell of a plain row', html: PLAIN, script: 'p.children[2].children[2].textContent = 5; p.children[2].children[4].textContent = "$100"',
    lines: [LINE_A, '2 · NVX-2 router · 5 × 20 USD = 100 USD'], tables: ['2 lines, 2 of them 120 USD'], told: ['2 · NVX-2 router · 5 × 20 USD = 100 USD'], gone: 1 },
  { rule: 'a cell of a plain row written anew as it was', html: PLAIN, script: 'p.children[2].children[1].innerHTML = "<p>NVX-2 router</p>"',
    lines: [LINE_A, LINE_B], tables: ['2 lines, 2 of them 80 USD'], told: [LINE_B], gone: 0 },
  { rule: 'typing in a plain row', html: `<div>${CART_HEAD}${plainRow(['NVX-1 switch', '$10', '<input id=q name=qty value=2>', '$20'])}</div>`, script: 'q.value = 4; q.dispatchEvent(new Event("input", { bubbles: true }))',
    lines: ['NVX-1 switch · 4 × 10 USD = 20 USD'], tables: ['1 lines, 1 of them 20 USD'], told: ['NVX-1 switch · 4 × 10 USD = 20 USD'], gone: 1 },
  { rule: 'a plain row at the end', html: PLAIN, script: `p.insertAdjacentHTML("beforeend", ${PLAIN_ROW_C})`,
    lines: [LINE_A, LINE_B, LINE_C], tables: ['3 lines, 3 of them 200 USD'], told: [LINE_C], gone: 0 },
  { rule: 'a plain row below the head', html: PLAIN, script: `p.children[0].insertAdjacentHTML("afterend", ${PLAIN_ROW_C})`,
    lines: [LINE_A, LINE_B, LINE_C], tables: ['3 lines, 3 of them 200 USD'], told: [LINE_C], gone: 0 },
  { rule: 'a plain row removed', html: PLAIN, script: 'p.children[1].remove()',
    lines: [LINE_B], tables: ['1 lines, 1 of them 60 USD'], told: [], gone: 1 },
  { rule: 'a plain row hidden', html: PLAIN, script: 'p.children[1].hidden = true',
    lines: [LINE_B], tables: ['1 lines, 1 of them 60 USD'], told: [], gone: 1 },
  { rule: 'a plain row hidden and shown', html: PLAIN, script: 'p.children[1].hidden = true; setTimeout(() => { p.children[1].hidden = false; }, 600); new Promise((resolve) => setTimeout(resolve, 700))',
    lines: [LINE_B, LINE_A], tables: ['2 lines, 2 of them 80 USD'], told: [LINE_A], gone: 1 },
  { rule: 'plain rows emptied and filled again', html: PLAIN, script: `{ const before = p.innerHTML; p.innerHTML = ""; p.innerHTML = before }`,
    lines: [LINE_A, LINE_B], tables: ['2 lines, 2 of them 80 USD'], told: [LINE_A, LINE_B], gone: 2 },
  { rule: 'plain rows removed', html: PLAIN, script: 'p.remove()',
    lines: [], tables: [], told: [], gone: 2 },
  { rule: 'plain rows whose head comes last', html: PLAIN.replace(plainRow(PLAIN_HEAD), ''), script: `p.insertAdjacentHTML("afterbegin", ${JSON.stringify(plainRow(PLAIN_HEAD))})`,
    lines: [LINE_A, LINE_B], tables: ['2 lines, 2 of them 80 USD'], told: [LINE_A, LINE_B], gone: 0 },
  { rule: 'plain rows that come after their head', html: `<div><div>${plainRow(PLAIN_HEAD)}</div><div id=p></div></div>`, script: `p.innerHTML = ${JSON.stringify(plainRow(PLAIN_A))} + ${PLAIN_ROW_C}`,
    lines: [LINE_A, LINE_C], tables: ['2 lines, 2 of them 140 USD'], told: [LINE_A, LINE_C], gone: 0 },
  { rule: 'a head of plain rows that is of no order any more', html: PLAIN, script: 'p.children[0].children[2].textContent = "Colour"',
    lines: [], tables: [], told: [], gone: 2 },
  { rule: 'columns of plain rows that change places', html: `<div id=p>${plainRow(PLAIN_HEAD)}${MANY_PLAIN}</div>`, script: 'for (const row of p.children) row.append(row.children[2]); p.children[45].children[1].textContent = "NVX-3 cable"',
    lines: Array.from({ length: 45 }, (_, i) => manyLine(i, i < 44 ? undefined : 'NVX-3 cable')), tables: ['45 lines, 45 of them 900 USD'], told: Array.from({ length: 45 }, (_, i) => manyLine(i, i < 44 ? undefined : 'NVX-3 cable')), gone: 1 },
  { rule: 'cards that come to stand under a head', html: `<div id=p>${[PLAIN_A, PLAIN_B].map((cells) => plainRow([...cells, '<button>Add to cart</button>'])).join('')}</div>`, script: `p.insertAdjacentHTML("afterbegin", ${JSON.stringify(plainRow([...PLAIN_HEAD, 'Action']))})`,
    lines: [LINE_A, LINE_B], tables: ['2 lines, 2 of them 80 USD'], told: [LINE_A, LINE_B], gone: 2 },
  { rule: 'something beside a card with plain rows in it', html: `<p id=x>new</p><section><h1>NVX-9 kit</h1><p>$99</p><button>Add to cart</button>${PLAIN}</section>`, script: 'x.textContent = "old"',
    lines: [LINE_A, LINE_B, 'NVX-9 kit · × 99 USD'], tables: ['2 lines, 2 of them 80 USD', '1 lines'], told: [], gone: 0 },
  { rule: 'the price of a card', html: CARDS, script: 'u.querySelector(".price").textContent = "$11"',
    lines: ['NVX-2 router · × 20 USD', 'NVX-1 switch · × 11 USD'], tables: ['2 lines'], told: ['NVX-1 switch · × 11 USD'], gone: 1 },
  { rule: 'a card that says the same is the same', html: CARDS, script: 'u.querySelector(".card").insertAdjacentHTML("beforeend", "<p>$5 shipping</p>")',
    lines: ['NVX-1 switch · × 10 USD', 'NVX-2 router · × 20 USD'], tables: ['2 lines'], told: ['NVX-1 switch · × 10 USD'], gone: 0 },
  { rule: 'a card loses its price', html: CARDS, script: 'u.querySelector(".price").remove()',
    lines: ['NVX-2 router · × 20 USD'], tables: ['1 lines'], told: [], gone: 1 },
  { rule: 'a card removed', html: CARDS, script: 'u.firstChild.remove()',
    lines: ['NVX-2 router · × 20 USD'], tables: ['1 lines'], told: [], gone: 1 },
  { rule: 'how many of a card are typed', html: `<ul>${cardOf('NVX-1 switch', '$10', '<input type=number id=q name=qty>')}</ul>`, script: 'q.value = 3; q.dispatchEvent(new Event("input", { bubbles: true }))',
    lines: ['NVX-1 switch · 3 × 10 USD = 30 USD'], tables: ['1 lines, 1 of them 30 USD'], told: ['NVX-1 switch · 3 × 10 USD = 30 USD'], gone: 1 },
  { rule: 'the control to buy with comes late', html: `<ul id=u><li><h3>NVX-1 switch</h3><p>$10</p></li><li><h3>NVX-2 router</h3><p>$20</p></li></ul>`, script: 'u.firstChild.insertAdjacentHTML("beforeend", "<button>Add to cart</button>")',
    lines: ['NVX-1 switch · × 10 USD'], tables: ['1 lines'], told: ['NVX-1 switch · × 10 USD'], gone: 0 },
]; // biome-ignore format: a table is read by its lines

const settled = async (bench: Bench, worker: LineWorker) => {
  await bench.ask('idle');
  return worker.take(await bench.ask('calls'));
};

describe.each(usualKinds)('%s', (kind) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(kind);
  });
  afterAll(() => lab?.close());

  async function open(html: string): Promise<{ bench: Bench; worker: LineWorker }> {
    const bench = await lab.open(pageOf(html));
    const worker = new LineWorker();
    await bench.ask('frameCall', { call: 'report', payload: { isSeen: true } });
    await settled(bench, worker);
    return { bench, worker };
  }

  describe('a page as it is', () => {
    test.each(READ.map(([rule, html, lines, tables]) => ({ rule, html, lines, tables })))('$rule', async ({ html, lines, tables }) => {
      const { bench, worker } = await open(html + SHADOW);
      expect(worker.written()).toEqual(lines);
      expect(worker.writtenTables()).toEqual(tables);
      expect(worker.wrongSums()).toEqual([]);
      await bench.close();
    });
  });

  describe('a page that changes', () => {
    test.each(CHANGES)('$rule', async ({ html, script, lines, tables, told, gone }) => {
      const { bench, worker } = await open(html);
      await bench.page.evaluate(script);
      const news = await settled(bench, worker);
      expect(worker.written()).toEqual(lines);
      expect(worker.writtenTables()).toEqual(tables);
      expect(worker.wrongSums()).toEqual([]);
      expect(news).toEqual({ told, gone });
      await bench.close();
    });
  });

  describe('lines are read around what is found', () => {
    const tableOf = (line: string) => `<section>${table(line).replace(/ id=\w+/g, '')}</section>`;
    const THREE = [A, B, C].map((line, i) => tableOf(line).replace('<table', `<table id=t${i + 1}`)).join('');
    const LINE_CARD = 'NVX-5 switch · × 10 USD';
    const ROWS = `<div>${[PLAIN_HEAD, PLAIN_A, PLAIN_C].map((cells) => plainRow(cells)).join('')}</div>`;
    const SHOP = `<ul id=u>${cardOf('NVX-5 switch', '$10')}</ul>`;

    /** A page whose report nobody looks at; the terms are found. */
    async function openUnseen(html: string, ...terms: string[]): Promise<{ bench: Bench; worker: LineWorker }> {
      const bench = await lab.open(pageOf(html), { terms });
      const worker = new LineWorker();
      await settled(bench, worker);
      return { bench, worker };
    }

    /** What is told must be what is known, whatever way it took. */
    async function expectLines(bench: Bench, worker: LineWorker, ...lines: readonly string[]): Promise<void> {
      await settled(bench, worker);
      expect(worker.written().sort()).toEqual([...lines].sort());
      expect(worker.wrongSums()).toEqual([]);
    }

    test('in one of three tables', async () => {
      const { bench, worker } = await openUnseen(THREE + SHOP, 'NVX-2');
      await expectLines(bench, worker, LINE_B);
      expect(worker.writtenTables()).toEqual(['1 lines, 1 of them 60 USD']);
      await bench.close();
    });

    test('nowhere: nothing is told, and no message more is sent than the text needs', async () => {
      const bench = await lab.open(pageOf(THREE + SHOP), {});
      const calls = await bench.ask<{ complete: boolean; lines: { lines: unknown[] } }[]>('calls');
      expect(calls.map(({ complete, lines }) => [complete, lines.lines.length])).toEqual([[true, 0]]);
      await bench.close();
    });

    test('beside a price: the cards of the page, and no table', async () => {
      const { bench, worker } = await openUnseen(THREE + SHOP, 'NVX-5');
      await expectLines(bench, worker, LINE_CARD);
      await bench.close();
    });

    test('in a row of plain elements, which are read with the cards', async () => {
      const { bench, worker } = await openUnseen(tableOf(B) + SHOP + ROWS, 'NVX-3');
      await expectLines(bench, worker, LINE_A, LINE_C, LINE_CARD);
      expect(worker.found()).toMatchObject({ 'NVX-3': LINE_C });
      await bench.ask('switchTerms', ['NVX-2']);
      await expectLines(bench, worker, LINE_B);
      await bench.ask('switchTerms', ['NVX-1']);
      await expectLines(bench, worker, LINE_A, LINE_C, LINE_CARD);
      await bench.close();
    });

    test('a list is switched on, then another, then none', async () => {
      const { bench, worker } = await openUnseen(THREE + SHOP);
      await bench.ask('switchTerms', ['NVX-1']);
      await expectLines(bench, worker, LINE_A);
      await bench.ask('switchTerms', ['NVX-3', 'NVX-5']);
      await expectLines(bench, worker, LINE_C, LINE_CARD);
      await bench.ask('switchTerms', []);
      await expectLines(bench, worker);
      expect(worker.writtenTables()).toEqual([]);
      await bench.close();
    });

    test('a cell comes to name something, and no longer does', async () => {
      const { bench, worker } = await openUnseen(THREE, 'cable 9');
      await expectLines(bench, worker);
      await bench.page.evaluate('t2.rows[1].cells[1].textContent = "NVX-2 cable 9"');
      await expectLines(bench, worker, '2 · NVX-2 cable 9 · 3 × 20 USD = 60 USD');
      await bench.page.evaluate('t2.rows[1].cells[2].textContent = 1; t2.rows[1].cells[4].textContent = "$20"');
      await expectLines(bench, worker, '2 · NVX-2 cable 9 · 1 × 20 USD = 20 USD');
      await bench.page.evaluate('t2.rows[1].cells[1].textContent = "NVX-2 router"');
      await expectLines(bench, worker);
      await bench.close();
    });

    test('rows written anew, what they name found each time', async () => {
      const { bench, worker } = await openUnseen(THREE, 'NVX-2');
      for (const price of [21, 22]) {
        await bench.page.evaluate(
          (html) => {
            (document.querySelector('#t2 tbody') as Element).innerHTML = html;
          },
          row(2, 'NVX-2 router', 3, price),
        );
        await expectLines(bench, worker, `2 · NVX-2 router · 3 × ${price} USD = ${3 * price} USD`);
      }
      await bench.close();
    });

    test('under a head in a table of its own, which is read as well', async () => {
      const order = `<div><table>${HEAD}</table><table>${A}${B}</table></div>`;
      const { bench, worker } = await openUnseen(`${order}${tableOf(C)}`, 'NVX-2');
      await expectLines(bench, worker, LINE_A, LINE_B);
      await bench.close();
    });

    test('a small order above is no head', async () => {
      const { bench, worker } = await openUnseen(
        `<div><table>${HEAD.replace('<th>Amount</th>', '')}</table>${[A, B].map((one) => `<table>${one.replace(/<td>[^<]*<\/td><\/tr>/, '</tr>')}</table>`).join('')}</div>`,
        'NVX-2',
      );
      await settled(bench, worker);
      expect(worker.written()).toContain(LINE_B);
      await bench.close();
    });

    test('somebody looks at the report: all lines, and those that come', async () => {
      const { bench, worker } = await openUnseen(THREE + SHOP, 'NVX-2');
      expect(worker.record.frames[0]?.hasPartialLines).toBe(true);
      await bench.ask('frameCall', { call: 'report', payload: { isSeen: true } });
      await expectLines(bench, worker, LINE_A, LINE_B, LINE_C, LINE_CARD);
      expect(worker.record.frames[0]?.hasPartialLines).toBe(false);
      await bench.page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(tableOf(row(4, 'NVX-4 rack', 1, 5)))})`);
      await expectLines(bench, worker, LINE_A, LINE_B, LINE_C, LINE_D, LINE_CARD);
      expect(worker.record.frames[0]?.hasPartialLines).toBe(false);
      await bench.close();
    });

    test('the report of a page without any lines is done too', async () => {
      const { bench, worker } = await openUnseen('<p>NVX-1 switch</p>');
      await bench.ask('frameCall', { call: 'report', payload: { isSeen: true } });
      await expectLines(bench, worker);
      expect(worker.record.frames[0]).toMatchObject({ complete: true, hasPartialLines: false });
      await bench.close();
    });

    test('twice over, the second time while the first is answered', async () => {
      const { bench, worker } = await openUnseen(THREE);
      await bench.ask('frameCall', { call: 'report', payload: { isSeen: true } });
      await settled(bench, worker);
      await bench.ask('readAgainTwice');
      await expectLines(bench, worker, LINE_A, LINE_B, LINE_C);
      expect(worker.record.frames[0]).toMatchObject({ complete: true, hasPartialLines: false });
      await bench.close();
    });

    test.each([
      ['does not answer for a moment', { failures: 2 }, 0],
      ['does not answer for long', { failures: 5 }, 5_000],
      ['forgot the frame', { askResend: true }, 0],
    ])('the worker %s when the lines come', async (_, broken, waitMs) => {
      const { bench, worker } = await openUnseen(THREE);
      await bench.ask('set', broken);
      await bench.ask('switchTerms', ['NVX-2']);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      await expectLines(bench, worker, LINE_B);
      expect(worker.found()).toMatchObject({ 'NVX-2': LINE_B });
      await bench.close();
    });

    test('a list that keeps room for more rows than it has is read before anything is found in it', async () => {
      const rows = Array.from({ length: 6 }, (_, i) => row(i + 1, `NVX-${i} part`, 2, 10)).join('');
      const spacer = '<tr style="height:2000px"><td colspan=5></td></tr>';
      const { bench, worker } = await openUnseen(`<div style="height:200px;overflow:auto">${table(rows + spacer)}</div>${tableOf(C)}`);
      await settled(bench, worker);
      expect(worker.writtenTables()).toEqual(['6 lines, 6 of them 120 USD']);
      await bench.close();
    });
  });

  test('more products than the worker takes tables', async () => {
    const { bench, worker } = await open(
      `<div>${Array.from({ length: 1_100 }, (_, i) => `<section><div>${cardOf(`NVX-${i} switch`, '$10', '<input type=number name=qty value=1>')}</div></section>`).join('')}</div>`,
    );
    expect(worker.written()).toHaveLength(1_100);
    expect(worker.writtenTables()).toEqual(['1100 lines, 1100 of them 11000 USD']);
    await bench.close();
  });

  test('more tables than the worker takes', async () => {
    const { bench, worker } = await open(
      Array.from(
        { length: 1_100 },
        (_, i) => `<section>${table(row(1, `NVX-${i} switch`, 1, 0.1)).replace(/id=[thr]\b/g, '')}</section>`,
      ).join(''),
    );
    expect(worker.written()).toHaveLength(1_100);
    expect(worker.tables).toHaveLength(1_000);
    expect(worker.tables.reduce((sum, { lines }) => sum + lines, 0)).toBe(1_100);
    expect(worker.tables.at(-1)).toMatchObject({ lines: 101, amounts: [{ currency: 'USD', value: 10.1, lines: 101 }] });
    await bench.close();
  });

  test('of thousands of rows only those that changed are told again', async () => {
    const { bench, worker } = await open(
      table(Array.from({ length: 3_000 }, (_, i) => row(i + 1, `NVX-${i} part`, 2, 10, i === 1_500 ? 'x' : '')).join('')),
    );
    expect(worker.writtenTables()).toEqual(['3000 lines, 3000 of them 60000 USD']);
    await bench.page.evaluate('x.cells[2].textContent = 3; x.cells[4].textContent = "$30.05"');
    expect(await settled(bench, worker)).toEqual({ told: ['1501 · NVX-1500 part · 3 × 10 USD = 30.05 USD'], gone: 1 });
    expect(worker.writtenTables()).toEqual(['3000 lines, 3000 of them 60010.05 USD']);
    await bench.page.evaluate('x.remove()');
    expect(await settled(bench, worker)).toEqual({ told: [], gone: 1 });
    expect(worker.writtenTables()).toEqual(['2999 lines, 2999 of them 59980 USD']);
    await bench.page.evaluate(`r.insertAdjacentHTML('afterbegin', ${ANY(4, 'NVX-4 rack', 1, 5)})`);
    expect(await settled(bench, worker)).toEqual({ told: [LINE_D], gone: 0 });
    expect(worker.wrongSums()).toEqual([]);
    await bench.close();
  });

  /** Times are printed, not tested. */
  describe('in small steps', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => row(i + 1, `NVX-${i} part`, (i % 7) + 1, 10.5)).join('');

    async function work(bench: Bench, what: string, again?: { readonly selector: string; readonly isAway?: boolean }): Promise<LineWork> {
      const done = await (again === undefined ? bench.ask<LineWork>('lineWork') : bench.ask<LineWork>('lineWorkAgain', again));
      const { steps, longestMs, totalMs } = done;
      console.log(`${kind}, ${what}: ${steps} steps, longest ${longestMs.toFixed(1)} ms, all ${totalMs.toFixed(0)} ms`);
      return done;
    }

    test.each([
      ['10,000 rows', table(many(10_000)), 10_000],
      ['10,000 rows, the first with a merged cell', table(`<tr><td colspan=5 rowspan=2>Offer 7</td></tr><tr></tr>${many(10_000)}`), 10_000],
      ['10,000 rows that say the same', table(row(1, 'NVX-1 part', 2, 10).repeat(10_000)), 10_000],
      ['2,000 tables without heads', `<div>${'<div><table><tr><td>a</td><td>b</td></tr></table></div>'.repeat(2_000)}</div>`, 0],
      [
        '10,000 rows of no order',
        `<table id=t><tbody id=r>${'<tr><td>Anna</td><td>likes</td><td>7 of them</td></tr>'.repeat(10_000)}</tbody></table>`,
        0,
      ],
    ])('%s', async (what, html, lines) => {
      const bench = await lab.open(pageOf(html), null);
      expect(await work(bench, what)).toMatchObject({ lines, told: lines, gone: 0 });
      await bench.page.evaluate(() => {
        const rows = document.querySelectorAll('tbody tr');
        const middle = rows[rows.length >> 1] as HTMLTableRowElement;
        middle.id = 'edited';
        (middle.cells[2] ?? middle.cells[1] ?? middle).textContent = '90';
      });
      const isOrder = lines > 0;
      const edited = await work(bench, `${what}, one cell edited`, { selector: '#edited' });
      expect(edited).toMatchObject({ told: isOrder ? 1 : 0, gone: isOrder ? 1 : 0 });
      await bench.page.evaluate(() => {
        const first = document.querySelector('tbody tr') as HTMLTableRowElement;
        const copy = first.parentElement?.insertBefore((document.getElementById('edited') as Element).cloneNode(true), first) as Element;
        copy.id = 'added';
      });
      expect(await work(bench, `${what}, one row put at the top`, { selector: '#added' })).toMatchObject({
        told: isOrder ? 1 : 0,
        gone: 0,
      });
      await bench.close();
    });

    test('an edit where cells are merged in all 2,000 rows, half of them with their name from above, reads one row', async () => {
      const kits = Array.from(
        { length: 1_000 },
        (_, i) =>
          `<tr><td>${i}</td><td rowspan=2>NVX-${i} kit</td><td>1</td><td>$10</td><td>$10</td></tr><tr><td>${i}b</td><td>2</td><td>$10</td><td>$20</td></tr>`,
      );
      const bench = await lab.open(pageOf(table(kits.join(''))), null);
      expect(await work(bench, '2,000 rows with merged cells')).toMatchObject({ lines: 2_000, told: 2_000, gone: 0 });
      for (const [at, cell] of [
        [1_000, 2],
        [1_001, 1],
      ] as const) {
        await bench.page.evaluate(
          (at, cell) => {
            for (const before of document.querySelectorAll('#edited')) before.removeAttribute('id');
            const edited = document.querySelectorAll('tbody tr')[at] as HTMLTableRowElement;
            edited.id = 'edited';
            (edited.cells[cell] as HTMLTableCellElement).textContent = '90';
          },
          at,
          cell,
        );
        const done = await work(bench, `row ${at} edited`, { selector: '#edited' });
        expect(done).toMatchObject({ lines: 2_000, told: 1, gone: 1 });
        expect(done.steps).toBeLessThan(50);
      }
      await bench.close();
    });

    test('10,000 rows of plain elements', async () => {
      const rows = Array.from({ length: 10_000 }, (_, i) => plainRow([i + 1, `NVX-${i} part`, 2, '$10', '$20']));
      const bench = await lab.open(pageOf(`<div id=p>${plainRow(PLAIN_HEAD)}${rows.join('')}</div>`), null);
      expect(await work(bench, '10,000 plain rows')).toMatchObject({ lines: 10_000, told: 10_000, gone: 0 });
      await bench.page.evaluate('p.children[5000].children[2].textContent = 90; p.children[5000].id = "edited"');
      const edited = await work(bench, '10,000 plain rows, one cell edited', { selector: '#edited' });
      expect(edited).toMatchObject({ told: 1, gone: 1 });
      // Each row is asked whether it is still there, and none but this is read.
      expect(edited.steps).toBeLessThan(11_000);
      await bench.page.evaluate('p.children[1].before(edited.cloneNode(true)); p.children[1].id = "added"');
      expect(await work(bench, '10,000 plain rows, one put at the top', { selector: '#added' })).toMatchObject({ told: 1, gone: 0 });
      await bench.close();
    });

    test('a page of many short texts and no order is not searched for rows', async () => {
      const texts = Array.from({ length: 10_000 }, (_, i) => `<p>NVX-${i} part</p>`).join('');
      const bench = await lab.open(pageOf(`<div>${texts}</div>`), null);
      const without = await work(bench, '10,000 short texts');
      await bench.close();
      const head = await lab.open(pageOf(`<div>${plainRow(PLAIN_HEAD)}${texts}</div>`), null);
      const withHead = await work(head, '10,000 short texts below a head without rows');
      expect(withHead).toMatchObject({ lines: 0, told: 0 });
      expect(withHead.steps - without.steps).toBeLessThan(3_000);
      await head.close();
    });

    test('200 scrolls over 6,000 lines cost the same each, and keep no rows', async () => {
      const bench = await lab.open(pageOf(`<div id=g>${table(many(30))}</div>`), null);
      await bench.ask('lineWork');
      const costs: number[] = [];
      let lines = 0;
      for (let round = 1; round <= 200; round += 1) {
        await bench.ask('remember', '#r tr, #r td');
        await bench.page.evaluate((first) => {
          const html = Array.from({ length: 30 }, (_, i) => {
            const cells = [first + i + 1, `NVX-${first + i} part`, 2, '$10', '$20'];
            return `<tr>${cells.map((text) => `<td>${text}</td>`).join('')}</tr>`;
          }).join('');
          const body = document.querySelector('#r') as Element;
          // A new body each time: nothing of the old rows is left on the page.
          const next = body.cloneNode() as Element;
          next.innerHTML = html;
          body.replaceWith(next);
        }, round * 30);
        const done = await bench.ask<LineWork>('lineWorkAgain', { selector: '#t', isAway: true });
        expect(done).toMatchObject({ told: 30, gone: 0 });
        costs.push(done.steps);
        lines = done.lines;
      }
      expect(lines).toBe(201 * 30);
      expect(Math.max(...costs.slice(10))).toBe(Math.min(...costs.slice(10)));
      if (kind === 'chromium') {
        const devtools = await bench.page.createCDPSession();
        await bench.ask('lineWorkAgain', { selector: '#t' });
        await devtools.send('HeapProfiler.collectGarbage');
        // Some of the last rounds may still be on their way out.
        expect(await bench.ask<number>('remembered')).toBeLessThan(3 * 30 * 6);
      }
      await bench.close();
    });
  });
});
