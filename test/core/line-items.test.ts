import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findColumns as findColumnsInSteps } from '../../src/core/columns.ts';
import type { Money } from '../../src/core/finding.ts';
import { WORDS } from '../../src/core/header-words.ts';
import { headsQuantities } from '../../src/core/headers.ts';
import { linesOf as linesOfInSteps, readRow } from '../../src/core/line-items.ts';
import type { Cell, LineDraft, Row, RowKind, RowReading } from '../../src/core/line-model.ts';
import { type Pair, pairsOf, readPairs } from '../../src/core/line-pairs.ts';

function runToEnd<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const findColumns = (rows: readonly Row[], caption?: string) => runToEnd(findColumnsInSteps(rows, caption));
const linesOf = (readings: readonly RowReading[]) => runToEnd(linesOfInSteps(readings));

/**
 * A table as text. One line a row, cells apart by |. A line begins with ! where its cells are headers, with = where it
 * also stands in the table's head. {3} behind a cell: merged over three columns. ^ for a cell that the one above reaches
 * down into. ⏎ is a line break in a cell.
 */
function grid(text: string): Row[] {
  return text
    .trim()
    .split('\n')
    .map((line, id) => {
      const [, mark = '', content = ''] = /^\s*([=!]?)(.*)$/.exec(line) ?? [];
      const cells: Cell[] = [];
      let column = 0;
      for (const part of content.split('|')) {
        const [, words = '', merged] = /^\s*(.*?)\s*(?:\{(\d+)\})?\s*$/.exec(part) ?? [];
        const span = Number(merged ?? 1);
        if (words !== '^') cells.push({ text: words.replaceAll('⏎', '\n'), column, span, isHeader: mark !== '' });
        column += span;
      }
      return { id, cells, isHead: mark === '=' };
    });
}

const say = (money: Money | undefined): string => (money ? `${money.value} ${money.currency ?? ''}`.trim() : '-');

/** "rows: number | description | part | quantity unit | price | amount", - for what is not there. */
function sayLine({ rows, number, description, part, quantity, unit, price, amount }: LineDraft): string {
  const count = quantity === undefined ? '-' : `${quantity} ${unit ?? ''}`.trim();
  return `${rows.join(',')}: ${[number ?? '-', description ?? '-', part ?? '-', count, say(price), say(amount)].join(' | ')}`;
}

function read(text: string, caption?: string): { roles: string; kinds: string; lines: string[] } {
  const rows = grid(text);
  const columns = findColumns(rows, caption);
  if (!columns) return { roles: '', kinds: '', lines: [] };
  const readings = rows.map((row) => readRow(row, columns));
  return {
    roles: columns.roles.map((role) => role ?? '-').join(' '),
    kinds: readings.map(({ kind }) => kind.charAt(0)).join(''),
    lines: linesOf(readings).map(sayLine),
  };
}

/** The lines of a table: what a buyer would copy from it. */
const linesIn = (text: string, caption?: string): string[] => read(text, caption).lines;
/** h header, i item, c continuation, t total, n none. */
const kindsIn = (text: string): string => read(text).kinds;
const rolesIn = (text: string): string => read(text).roles;

describe('lines are read from', () => {
  test('an English quote with part numbers and a total', () => {
    const table = `
      =# | Part number | Description | Qty | Unit | Total
       1 | FG-100F-BDL-950-12 | Fortinet FortiGate-100F, hardware | 2 | $4,980.00 | $9,960.00
       2 | PAN-PA-440 | Palo Alto Networks PA-440 firewall | 4 | $1,210.00 | $4,840.00
       Total before tax {5} | $14,800.00`;
    expect(kindsIn(table)).toBe('hiit');
    expect(linesIn(table)).toEqual([
      '1: 1 | Fortinet FortiGate-100F, hardware | FG-100F-BDL-950-12 | 2 | 4980 USD | 9960 USD',
      '2: 2 | Palo Alto Networks PA-440 firewall | PAN-PA-440 | 4 | 1210 USD | 4840 USD',
    ]);
  });

  test('a Chinese order', () => {
    const table = `
      =序号 | 货物名称 | 品牌 | 规格型号 | 数量 | 单位 | 单价(元) | 金额(元)
       1 | 飞塔防火墙 | Fortinet | FortiGate-100F | 2 | 台 | 32,800.00 | 65,600.00
       2 | 六类网线 | 国标 | 305米/箱 | 10 | 箱 | 620.00 | 6,200.00
       合计 {7} | 71,800.00
       大写：柒万壹仟捌佰元整 {8}`;
    expect(kindsIn(table)).toBe('hiitt');
    expect(linesIn(table)).toEqual([
      '1: 1 | 飞塔防火墙 | FortiGate-100F | 2 台 | 32800 CNY | 65600 CNY',
      '2: 2 | 六类网线 | 305米/箱 | 10 箱 | 620 CNY | 6200 CNY',
    ]);
  });

  test('a bilingual order whose currency stands in the header', () => {
    expect(
      linesIn(`
      =No. | Part number · 型号 | Description · 货物名称 | Qty · 数量 | Unit, USD · 单价 | Amount, USD · 金额
       1 | FG-100F | FortiGate-100F firewall⏎   飞塔下一代防火墙 | 2 | 4,980.00 | 9,960.00`),
    ).toEqual(['1: 1 | FortiGate-100F firewall 飞塔下一代防火墙 | FG-100F | 2 | 4980 USD | 9960 USD']);
  });

  test('a header of two levels', () => {
    const table = `
      !No. | Description | Qty | Price (EUR) {2}
      !^ | ^ | ^ | Unit | Total
       1 | Switch | 2 | 1.234,00 | 2.468,00
       2 | Cable | 10 | 5,00 | 50,00`;
    expect(rolesIn(table)).toBe('number description quantity price amount');
    expect(linesIn(table)).toEqual(['2: 1 | Switch | - | 2 | 1234 EUR | 2468 EUR', '3: 2 | Cable | - | 10 | 5 EUR | 50 EUR']);
  });

  test('a header of two levels in plain cells, the upper one saying nothing', () => {
    const table = `
       Item {3} | Cost (USD) {3}
       No | Description | Part No. | Qty | Unit | Total
       1 | Switch | S5735-L24 | 2 | 1,234.00 | 2,468.00
       Grand Total {5} | 2,468.00`;
    expect(kindsIn(table)).toBe('hhit');
    expect(linesIn(table)).toEqual(['2: 1 | Switch | S5735-L24 | 2 | 1234 USD | 2468 USD']);
  });

  test('a header of two levels above blank prices', () => {
    expect(rolesIn('!Description | Qty | Price {2}\n!^ | ^ | Unit | Total\nSwitch | 2 | | ')).toBe('description quantity price amount');
  });

  test('a merged header above items, not above another level', () => {
    const table = `
      !Description {2} | Qty | Price {2}
       Services | units | 2 | USD | 5.00`;
    expect(rolesIn(table)).toBe('description description quantity price price');
    expect(linesIn(table)).toEqual(['1: - | Services units | - | 2 | 5 | 10']);
    expect(kindsIn('Description {2} | Price {2}\nServices | units | USD | 5.00')).toBe('hi');
  });

  test('a sheet with addresses above, whose words are no header', () => {
    const table = `
       Supplier | Norvex | Currency | USD | Date | today | Ship to | Munich
       Item | Description | Qty | Total
       1 | Switch | 2 | 10.00`;
    expect(kindsIn(table)).toBe('hhi');
    expect(kindsIn('Products | Quantity | Model | Norvex | Munich | Germany | call us | today\nItem | Qty\nSwitch | 2')).toBe('hhi');
    // Nor do the cells above say what the columns hold.
    const many = `
       Buyer | Example
       Street | Example Street
       City | Munich
       Item | Description | Qty | Total
       1 | Switch | 2 | 10.00`;
    expect(rolesIn(many)).toBe('number description quantity amount');
  });

  test('no header, by columns that multiply to a third', () => {
    const table = `
       1 | 交换机 | 华为 | S5735-L24 | 2 | 3000 | 6000
       2 | 防火墙 | 深信服 | AF-1000 | 1 | 28000 | 28000
       3 | 摄像机 | 海康 | DS-2CD2143 | 10 | 500 | 5000
       合计 {6} | 39000`;
    expect(rolesIn(table)).toBe('number description - part quantity price amount');
    expect(linesIn(table)).toEqual([
      '0: 1 | 交换机 | S5735-L24 | 2 | 3000 | 6000',
      '1: 2 | 防火墙 | AF-1000 | 1 | 28000 | 28000',
      '2: 3 | 摄像机 | DS-2CD2143 | 10 | 500 | 5000',
    ]);
  });

  test('no header, the price before the quantity', () => {
    expect(
      linesIn(`
       FortiGate firewall appliance | 4980.00 | 2 | 9960.00
       Palo Alto firewall appliance | 1210.00 | 4 | 4840.00
       Subtotal | | | 14800.00`),
    ).toEqual(['0: - | FortiGate firewall appliance | - | 2 | 4980 | 9960', '1: - | Palo Alto firewall appliance | - | 4 | 1210 | 4840']);
  });

  test('no header, by counted units beside amounts with a currency', () => {
    expect(
      linesIn(`
       1 | FG-100F | 4 pieces | $4,980.00
       2 | VMware vSphere | 8 pieces | $3,595.00
       3 | Garden hose, green | 2 pieces | $31.00`),
    ).toEqual([
      '0: 1 | FG-100F | - | 4 pieces | 4980 USD | 19920 USD',
      '1: 2 | VMware vSphere | - | 8 pieces | 3595 USD | 28760 USD',
      '2: 3 | Garden hose, green | - | 2 pieces | 31 USD | 62 USD',
    ]);
  });

  test('several rows per item, sections and sums of sections', () => {
    const table = `
      =Line | Part # | Description | Qty | Unit Price | Ext. Price
       Hardware {6}
       1 | FG-100F | FortiGate 100F | 2 | $4,980.00 | $9,960.00
       | | incl. rack mount kit | | |
       Serial/Support: 1 year FortiCare {6}
       2 | PA-440 | Palo Alto PA-440 | 1 | included | included
       Subtotal Hardware {5} | $9,960.00
       Software {6}
       3 | VS8-STD | vSphere 8 Standard | 4 | $15,000.00 $12,000.00 | $48,000.00
       | | | | Shipping & handling | $100.00
       Tax (8.25%) {5} | $4,790.00
       Prices are valid for 30 days: see our terms of sale {6}`;
    expect(kindsIn(table)).toBe('hniccitnittc');
    expect(linesIn(table)).toEqual([
      '2,3,4: 1 | FortiGate 100F incl. rack mount kit Serial/Support: 1 year FortiCare | FG-100F | 2 | 4980 USD | 9960 USD',
      '5: 2 | Palo Alto PA-440 | PA-440 | 1 | - | -',
      '8: 3 | vSphere 8 Standard | VS8-STD | 4 | 12000 USD | 48000 USD',
    ]);
  });

  test('a part number on the second row', () => {
    expect(
      linesIn(`
      =Description | Part no. | Qty | Price
       FortiGate firewall | | 2 | $4,980.00
       | FG-100F-BDL-950-12 | |
       Access switch | | 1 | $500.00
       | S5735-L24T4X-A1 | |`),
    ).toEqual([
      '1,2: - | FortiGate firewall | FG-100F-BDL-950-12 | 2 | 4980 USD | 9960 USD',
      '3,4: - | Access switch | S5735-L24T4X-A1 | 1 | 500 USD | 500 USD',
    ]);
  });

  test('items under a cell that reaches down', () => {
    expect(
      linesIn(`
       序号 | 名称 | 型号 | 数量 | 单价（元） | 金额（元）
       1 | 防火墙 | USG6000 | 2 | 100 | 200
       ^ | ^ | USG6600 | 1 | 300 | 300`),
    ).toEqual(['1: 1 | 防火墙 | USG6000 | 2 | 100 CNY | 200 CNY', '2: - | 防火墙 | USG6600 | 1 | 300 CNY | 300 CNY']);
  });

  test('a sheet with a title, an address and the header again', () => {
    const table = `
       Quotation Q-2026-0117 {5}
       To: | Example GmbH | | Date: | 2026-01-05
       No. | Description | Qty | Unit price | Amount
       1 | FortiGate | 2 | 100 | 200
       No. | Description | Qty | Unit price | Amount
       2 | Switch | 1 | 50 | 50
       | | | Total due | 250`;
    expect(kindsIn(table)).toBe('hhhihit');
    expect(linesIn(table)).toEqual(['3: 1 | FortiGate | - | 2 | 100 | 200', '5: 2 | Switch | - | 1 | 50 | 50']);
  });

  test('amounts counted in ten thousands, as the caption says', () => {
    const table = `
       序号 | 标的名称 | 品牌 | 规格型号 | 数量 | 单位 | 单价 | 总价
       一、网络安全设备 {8}
       1 | 防火墙 | 华为 | USG6000 | 2 | 台 | 1.5 | 3
       2 | 核心交换机 | 华为 | S12700 | 1 | 台 | 202500元 | 20.25
       小 计 {7} | 23.25`;
    expect(linesIn(table, '采购清单（单位：万元）')).toEqual([
      '2: 1 | 防火墙 | USG6000 | 2 台 | 15000 CNY | 30000 CNY',
      '3: 2 | 核心交换机 | S12700 | 1 台 | 2025000000 CNY | 202500 CNY',
    ]);
  });

  test('amounts counted in ten thousands, as one header says', () => {
    expect(
      linesIn(`
      =标的名称 | 规格型号 | 数量（台/套） | 单价(元) | 总价(万元)
       防火墙 | NGFW4000-UF | 2 | 125000 | 25
       网闸 | GAP-3000 | 1(套) | 80000 | 8万元`),
    ).toEqual(['1: - | 防火墙 | NGFW4000-UF | 2 台/套 | 125000 CNY | 250000 CNY', '2: - | 网闸 | GAP-3000 | 1 套 | 80000 CNY | 80000 CNY']);
  });

  test('prices before and after tax: the two that belong together', () => {
    const table = `
       序号 | 物料编码 | 物料名称 | 型号 | 数量 | 单位 | 不含税单价 | 含税单价 | 税率 | 不含税金额 | 税额 | 价税合计 | 交货日期
       1 | 100000123 | 交换机 | S5735-L24 | 10 | 台 | 100.00 | 113.00 | 13% | 1,000.00 | 130.00 | 1,130.00 | 2026-01-05`;
    expect(linesIn(table)).toEqual(['1: 1 | 交换机 | S5735-L24 | 10 台 | 113 | 1130']);
  });

  test('list price, discount and net price', () => {
    expect(
      linesIn(`
      =Part # | Description | List Price | Disc % | Net Price | Qty | Ext. Net Price
       FG-100F | FortiGate | $5,000.00 | 10% | $4,500.00 | 2 | $9,000.00`),
    ).toEqual(['1: - | FortiGate | FG-100F | 2 | 4500 USD | 9000 USD']);
  });

  test('a plain price beside a unit price, which is of the line', () => {
    expect(
      linesIn(`
      =Product | Unit price | Qty | Price
       FortiGate 60F | $100.00 | 3 | $300.00`),
    ).toEqual(['1: - | FortiGate 60F | - | 3 | 100 USD | 300 USD']);
  });

  test('an enterprise system with currency and material number', () => {
    expect(
      linesIn(`
      =Item | Material | Short Text | Order Qty | OUn | Net Price | Crcy | Net Value
       00010 | 100000234 | FortiGate 100F | 2.000 | EA | 4,980.00 | USD | 9,960.00
       00020 | 100000235 | Switch | 10.000 | EA | 50.00 | EUR | 500.00`),
    ).toEqual([
      '1: 00010 | FortiGate 100F | 100000234 | 2 EA | 4980 USD | 9960 USD',
      '2: 00020 | Switch | 100000235 | 10 EA | 50 EUR | 500 EUR',
    ]);
  });

  test('a government schedule of supplies', () => {
    expect(
      linesIn(`
      !ITEM NO. | SCHEDULE OF SUPPLIES/SERVICES | QUANTITY | UNIT | UNIT PRICE | AMOUNT
       0001 | FortiGate 100F | 2 | EA | $4,980.00 | $9,960.00
       0001AA | Support for FortiGate | 12 | MO | $100.00 | $1,200.00`),
    ).toEqual([
      '1: 0001 | FortiGate 100F | - | 2 EA | 4980 USD | 9960 USD',
      '2: 0001AA | Support for FortiGate | - | 12 MO | 100 USD | 1200 USD',
    ]);
  });

  test('a shopping cart with buttons', () => {
    expect(
      linesIn(`
      =Product | Price | Quantity | Subtotal
       FortiGate 60F⏎  SKU: FG-60F | $12.00 Now $10.00 | − 2 + | $20.00
       Shipping | | | $5.00`),
    ).toEqual(['1: - | FortiGate 60F SKU: FG-60F | - | 2 | 10 USD | 20 USD']);
  });

  test('a price in a range, counted in lakhs, in Han numerals', () => {
    expect(linesIn('=Description | Qty | Price\nAccess switch | 2 | $3,980.00 - $4,200.00')).toEqual([
      '1: - | Access switch | - | 2 | - | -',
    ]);
    expect(linesIn('=Description | Qty | Rate | Amount\nAccess switch | 2 Nos | ₹ 3.1 Lakh | ₹ 6.2 Lakh')).toEqual([
      '1: - | Access switch | - | 2 Nos | 310000 INR | 620000 INR',
    ]);
    expect(linesIn('=名称 | 数量 | 单价 | 金额\n交换机 | 一批 | 人民币叁万元整 | ¥30,000.00')).toEqual([
      '1: - | 交换机 | - | 1 批 | 30000 CNY | 30000 CNY',
    ]);
  });
  test('names under a header of part numbers, where nothing else names the items', () => {
    const rows = `
      =Item Code | Quantity | Rate | Amount
       CHR-MB-01: Office chair, mesh back | 12 | 10.00 | 120.00
       SW-24: Access switch, 24 ports | 2 | 20.00 | 40.00`;
    expect(rolesIn(rows)).toBe('description quantity price amount');
    expect(
      rolesIn(
        rows.replace('Item Code |', 'Item Code | Description |').replaceAll(' | 1', ' | Chair | 1').replaceAll(' | 2 |', ' | Switch | 2 |'),
      ),
    ).toBe('part description quantity price amount');
    expect(rolesIn(rows.replaceAll(/: [^|]+/g, ' '))).toBe('part quantity price amount');
  });
  test('a Chinese invoice whose sum in words fills other columns', () => {
    const rows = `
      =货物或应税劳务名称 | 规格型号 | 单位 | 数量 | 单价 | 金额 | 税率 | 税额
       *计算机网络设备*交换机 | S5700 | 台 | 2 | 27433.63 | 54867.26 | 13% | 7132.74
       合计 | | | | | ￥54867.26 | | ￥7132.74
       价税合计（大写） | 陆万贰仟圆整 | | | （小写）￥62000.00 | | |`;
    expect(kindsIn(rows)).toBe('hitt');
  });
  test('a cart with a code for a discount', () => {
    const rows = `
      =Product | Price | Qty | Subtotal
       Access switch | $10.00 | 2 | $20.00
       Promo code SAVE5 | | | -$5.00
       Gift card | | | -$5.00
       Order total | | | $10.00`;
    expect(kindsIn(rows)).toBe('hittt');
  });
  test('lots of services by the hour', () => {
    expect(
      linesIn(`
      !Description | Hours | Rate | Amount
       Installation | 12 | $100.00 | $1,200.00`),
    ).toEqual(['1: - | Installation | - | 12 | 100 USD | 1200 USD']);
  });

  test.each<[language: string, table: string, lines: string[]]>([
    [
      'German',
      `!Pos. | Artikelnummer | Bezeichnung | Menge | Einheit | Einzelpreis | Gesamtpreis
        1 | FG-100F | FortiGate | 2 | Stk | 1.234,00 € | 2.468,00 €
        2 | PA-440 | Firewall | 10 | Stk | 1.000 | 10.000
        Zwischensumme | | | | | | 12.468,00 €
        MwSt. 19% | | | | | | 2.368,92 €`,
      ['1: 1 | FortiGate | FG-100F | 2 Stk | 1234 EUR | 2468 EUR', '2: 2 | Firewall | PA-440 | 10 Stk | 1000 EUR | 10000 EUR'],
    ],
    [
      'French',
      `!Réf. | Désignation | Qté | P.U. HT | Total HT
        FG-100F | Pare-feu FortiGate | 2 | 1 234,50 € | 2 469,00 €
        | | | Total TTC | 2 962,80 €`,
      ['1: - | Pare-feu FortiGate | FG-100F | 2 | 1234.5 EUR | 2469 EUR'],
    ],
    [
      'Spanish',
      `!Código | Descripción | Cantidad | Precio unitario | Importe
        FG-100F | Cortafuegos | 2 | 1.234,50 € | 2.469,00 €`,
      ['1: - | Cortafuegos | FG-100F | 2 | 1234.5 EUR | 2469 EUR'],
    ],
    [
      'Japanese',
      `!No. | 品名 | 型番 | 数量 | 単価（円） | 金額（円）
        1 | ファイアウォール | FG-100F | 2台 | ￥498,000 | ￥996,000
        小計 {5} | ￥996,000`,
      ['1: 1 | ファイアウォール | FG-100F | 2 台 | 498000 JPY | 996000 JPY'],
    ],
    [
      'Traditional Chinese',
      `!項次 | 品名規格 | 數量 | 單位 | 單價 | 總價
        1 | FortiGate 100F 防火牆 | 2 | 台 | NT$ 150,000 | NT$ 300,000
        合　計 {5} | NT$ 300,000`,
      ['1: 1 | FortiGate 100F 防火牆 | - | 2 台 | 150000 TWD | 300000 TWD'],
    ],
  ])('a table in %s', (_language, table, lines) => {
    expect(linesIn(table)).toEqual(lines);
  });

  test('a price list, a request without prices, an invoice without quantities', () => {
    expect(linesIn('!Product | Price\nFortiGate 60F | $500.00')).toEqual(['1: - | FortiGate 60F | - | - | 500 USD | -']);
    expect(linesIn('=Item | Quantity\nRack shelf, 2U | 4')).toEqual(['1: - | Rack shelf, 2U | - | 4 | - | -']);
    expect(linesIn('=Model | Qty\nPA-440 | 4')).toEqual(['1: - | - | PA-440 | 4 | - | -']);
    expect(linesIn('!Description | Amount\nFirewall | $1,200.00\nTotal | $1,200.00')).toEqual(['1: - | Firewall | - | - | - | 1200 USD']);
    expect(linesIn('=No. | Item | Qty | Unit price\n1 | Switch | 2 | \n2 | Cable | 10 | TBD')).toEqual([
      '1: 1 | Switch | - | 2 | - | -',
      '2: 2 | Cable | - | 10 | - | -',
    ]);
  });
});

describe('prices of many pieces', () => {
  const ROWS = `
       10 | Screw M4 x 20, zinc plated | 500 | 12.50 | %
       20 | Washer M4, stainless | 2000 | 3.00 | %
       30 | Rack, 42 units | 2 | 900.00 | 1`;
  const table = (head: string, rows: string) => `=${head}\n${rows.trim()}`;
  const OF_100 = [
    '1: 10 | Screw M4 x 20, zinc plated | - | 500 | 0.125 | 62.5',
    '2: 20 | Washer M4, stainless | - | 2000 | 0.03 | 60',
    '3: 30 | Rack, 42 units | - | 2 | 900 | 1800',
  ];

  test.each(['Per', 'Price Unit', 'Price/Unit', 'Price per qty', 'pro', 'Preiseinheit', '每', '价格单位', '价格单位 Price unit'])(
    'a column says how many: %s',
    (head) => expect(linesIn(table(`Item | Description | Quantity | Net price | ${head}`, ROWS.replaceAll('%', '100')))).toEqual(OF_100),
  );
  test('with its unit', () => {
    const rows = ROWS.replaceAll('%', '100 PC').replace('900.00 | 1', '900.00 | 1 PC');
    expect(linesIn(table('Item | Description | Quantity | Net price | Per', rows))).toEqual(OF_100);
  });

  const SAME = `
       1 | Screw M4 x 20, zinc plated | 500 | 12.50
       2 | Washer M4, stainless | 2000 | 3.00`;
  const SAME_OF_100 = ['1: 1 | Screw M4 x 20, zinc plated | - | 500 | 0.125 | 62.5', '2: 2 | Washer M4, stainless | - | 2000 | 0.03 | 60'];
  test.each([
    'Price per 100', 'Price / 100', 'Unit price (per 100 pcs)', 'Net price per hundred', 'Price per 100 pieces', 'Preis pro 100 Stk.',
    '单价/100个', '单价（每100个）', '每100价格', '每百个单价', '单价(元/百只)',
  ])('the header of the price says it: %s', (head) => {
    const lines = linesIn(table(`No. | Description | Qty | ${head}`, SAME)).map((line) => line.replaceAll(' CNY', ''));
    expect(lines).toEqual(SAME_OF_100);
  }); // biome-ignore format: a list to read, not to scroll
  test.each(['Price per 1000', 'Price / 1,000 pcs', 'Price per thousand', '单价/千支', '每1000单价'])('of a thousand: %s', (head) => {
    expect(linesIn(table(`No. | Description | Qty | ${head}`, SAME))[0]).toBe(
      '1: 1 | Screw M4 x 20, zinc plated | - | 500 | 0.0125 | 6.25',
    );
  });
  test('a price of many is not rounded before it is multiplied', () => {
    expect(linesIn('=Description | Qty | Price per 1000\nResistor, 10 kOhm | 5000 | 1.23')[0]).toContain('5000 | 0.00123 | 6.15');
  });
  test('a stated amount stands, and settles which of two prices it is', () => {
    const rows = `
      =Description | Qty | List price | Net price | Per | Net value
       Screw M4 x 20, zinc plated | 500 | 15.00 | 12.50 | 100 | 62.50
       Washer M4, stainless | 2000 | 4.00 | 3.00 | 100 | 60.00`;
    expect(linesIn(rows)).toEqual([
      '1: - | Screw M4 x 20, zinc plated | - | 500 | 0.125 | 62.5',
      '2: - | Washer M4, stainless | - | 2000 | 0.03 | 60',
    ]);
  });
  test('amounts that say otherwise are believed', () => {
    const rows = `
      =Description | Qty | Price | Price unit | Amount
       Screw M4 x 20, zinc plated | 500 | 12.50 | 100 | 6250.00
       Washer M4, stainless | 2000 | 3.00 | 100 | 6000.00`;
    expect(linesIn(rows)[0]).toBe('1: - | Screw M4 x 20, zinc plated | - | 500 | 12.5 | 6250');
    expect(linesIn(rows.replace('Price |', 'Price per 100 |').replace('| Price unit', '| Remarks'))[0]).toContain('| 12.5 | 6250');
  });
  test('the price of one, written as price and unit', () => {
    for (const head of ['Price/Unit', 'Price unit']) {
      expect(linesIn(`=Description | Qty | ${head}\nRack, 42 units | 2 | 100\nShelf, 19 inch | 3 | 10`)).toEqual([
        '1: - | Rack, 42 units | - | 2 | 100 | 200',
        '2: - | Shelf, 19 inch | - | 3 | 10 | 30',
      ]);
    }
  });
  test.each([
    ['Per', 'm'],
    ['价格单位', '台'],
    ['Per', '7'],
  ])('a column "%s" of "%s" says no number of pieces', (head, value) => {
    expect(linesIn(`=Description | Qty | Price | ${head}\nRack, 42 units | 2 | 100 | ${value}\nShelf | 3 | 10 | ${value}`)[0]).toContain(
      '| 100 | 200',
    );
  });
  test.each(['$12.50 / 100', '$12.50 per 100 pcs', '$12.50/100', 'USD 12.50 / 100 St.'])('the cell of the price says it: %s', (price) => {
    const head = '=Part | Description | Qty | Price';
    expect(linesIn(`${head} | Ext. price\nSC-1 | Screw | 500 | ${price} | $62.50\nRK-1 | Rack | 2 | $900.00 | $1,800.00`)).toEqual([
      '1: - | Screw | SC-1 | 500 | 0.125 USD | 62.5 USD',
      '2: - | Rack | RK-1 | 2 | 900 USD | 1800 USD',
    ]);
    expect(linesIn(`${head}\nSC-1 | Screw | 500 | ${price}`)).toEqual(['1: - | Screw | SC-1 | 500 | 0.125 USD | 62.5 USD']);
    // It is of packs of a hundred.
    expect(linesIn(`${head} | Ext. price\nSC-1 | Screw | 5 | ${price} | $62.50`)).toEqual([
      '1: - | Screw | SC-1 | 5 | 12.5 USD | 62.5 USD',
    ]);
    expect(linesIn(`${head} per 100\nSC-1 | Screw | 500 | ${price}`)).toEqual(['1: - | Screw | SC-1 | 500 | 0.125 USD | 62.5 USD']);
  });
  test('in labels and values', () => {
    const pairs = (...more: [string, string][]) =>
      [['Product', 'Screw M4 x 20'], ['Quantity', '500'], ...more].map(([label = '', value = '']) => ({ label, value }));
    expect(readPairs(pairs(['Price', '12.50'], ['Per', '100']))).toMatchObject({ price: { value: 0.125 }, amount: { value: 62.5 } });
    expect(readPairs(pairs(['Price', '12.50 / 100']))).toMatchObject({ price: { value: 0.125 }, amount: { value: 62.5 } });
    expect(readPairs(pairs(['Price per 100', '12.50']))).toMatchObject({ price: { value: 0.125 }, amount: { value: 62.5 } });
    expect(readPairs(pairs(['Price/Unit', '12.50']))).toMatchObject({ price: { value: 12.5 }, amount: { value: 6250 } });
  });
});

describe('header words', () => {
  const priced = (header: string) => rolesIn(`=Description | ${header} | Qty\nSwitch | 5.00 | 2`).split(' ')[1];

  test.each<[role: string, headers: string[]]>([
    [
      'price',
      [
        'Unit price',
        'UNIT-PRICE',
        'Unit⏎Price',
        'Unit Price (USD)',
        'Unit Price*',
        '* 单价',
        'Unit price ↑',
        'Unit price:',
        'ＵＮＩＴ　ＰＲＩＣＥ',
        'Price',
        'Rate',
        'Net price',
        'Unit price excl. VAT',
        'Price in EUR',
        'Quoted unit price',
        'Price/unit',
        'List price',
        'Each',
        '单价',
        '单价（元）',
        '含税单价',
        '不含税单价(元)',
        '单价：',
        '单 价',
        '投标单价',
        '最高限价（万元）',
        '单价/Unit price',
        'Preis netto',
        'سعر الوحدة (USD)',
        'מחיר יחידה',
        'Цена',
        'Einzelpreis / Unit price',
        'Unit',
      ],
    ],
    [
      'amount',
      [
        'Amount',
        'Total',
        'Line total',
        'Ext. price',
        'Extended',
        'Subtotal',
        'Item subtotal',
        '实付金额',
        'Net value',
        'Total amount incl. tax',
        'Total (USD)',
        'Amount, USD · 金额',
        '金额',
        '总价',
        '合计',
        '小计',
        '价税合计',
        '含税金额（元）',
        '总价(万元)',
        'Gesamtpreis',
        'Total HT',
        'الإجمالي',
        'סה"כ',
        'Сумма',
      ],
    ],
    [
      'other',
      ['Tax', 'Tax amount', 'VAT %', 'Discount', 'Delivery date', '税率', '税额（元）', '交货期', '备注', '订单编号', 'MOQ', '起订量'],
    ],
    ['number', ['Line', 'Itm', 'Pos.', '序号', '行号', 'S.No.', 'Item No.', 'No.', '#', '项次']],
    ['brand', ['Brand', 'Manufacturer', '品牌', '厂商', '制造商', '品牌/厂家', 'Hersteller']],
    ['supplier', ['Vendor', 'Supplier', '供应商', '供应商名称']],
    [
      'part',
      [
        'Part No.',
        'Part-Number',
        'P/N',
        'SKU',
        'MPN',
        'Model',
        'Mfr part #',
        'Item code',
        '型号',
        '规格型号',
        '品牌型号',
        '产品 Part no.',
        '物料编码',
        '料号',
        '部件号',
        '货号',
      ],
    ],
    ['unit', ['UOM', 'U/M', 'Unit of measure', '单位', '计量单位']],
    ['currency', ['Currency', 'Curr.', '币种']],
    ['-', ['Firewall', 'Notes on pricing and delivery of all the goods that are named below', '公司', '']],
  ])('for %s', (role, headers) => {
    for (const header of headers) expect([header, priced(header)]).toEqual([header, role]);
  });

  test.each<[role: string, headers: string[]]>([
    [
      'description',
      [
        'Description',
        'Item',
        'Product',
        'Product name',
        'Item description',
        'Material',
        'Cart items',
        '商品信息',
        '货物名称及规格型号',
        '品名规格型号',
        '品名',
        '名称',
        '货物名称',
        '产品名称',
        '商品名称',
        '物料名称',
        '项目名称',
        '描述',
        '说明',
        '软件产品名称',
        '品名 Description',
        'Description / Beschreibung',
      ],
    ],
    ['part', ['Part number', '型号']],
  ])('for %s of what is bought', (role, headers) => {
    for (const header of headers) expect([header, rolesIn(`=${header} | Qty\nAccess switch | 2`).split(' ')[0]]).toEqual([header, role]);
  });

  test.each<[role: string, headers: string[]]>([
    [
      'quantity',
      [
        'Qty',
        'Quantity',
        'QTY.',
        'Ordered',
        'Qty (pcs)',
        'Order Qty',
        '数量',
        '采购数量',
        '数量(台)',
        '数量/单位',
        'Qty · 数量',
        'Menge',
        'Seats',
      ],
    ],
  ])('for %s', (role, headers) => {
    for (const header of headers)
      expect([header, rolesIn(`=Description | ${header}\nAccess switch | 2`).split(' ')[1]]).toEqual([header, role]);
  });

  test('that mean several things are settled by the cells', () => {
    const rest = 'Qty | Total\n';
    expect(rolesIn(`=Item | Description | ${rest}1 | Switch | 2 | 10`)).toBe('number description quantity amount');
    expect(rolesIn(`=Item | Description | ${rest}FG-100F | Switch | 2 | 10`)).toBe('part description quantity amount');
    expect(rolesIn(`=Item | Description | ${rest}Switch | 24 ports | 2 | 10`)).toBe('description description quantity amount');
    expect(rolesIn(`=No. | Description | ${rest}1 | Switch | 2 | 10`)).toBe('number description quantity amount');
    expect(rolesIn(`=No. | Description | ${rest}FG-100F | Switch | 2 | 10`)).toBe('part description quantity amount');
    expect(rolesIn(`=Description | Unit | ${rest}Switch | pcs | 2 | 10`)).toBe('description unit quantity amount');
    expect(rolesIn(`=Description | Unit | ${rest}Switch | 5.00 | 2 | 10`)).toBe('description price quantity amount');
    expect(rolesIn(`=名称 | 规格 | ${rest}交换机 | S5735-L24 | 2 | 10`)).toBe('description part quantity amount');
    expect(rolesIn(`=名称 | 规格 | ${rest}网线 | 305米/箱 | 2 | 10`)).toBe('description other quantity amount');
  });
});

describe('a row', () => {
  const columns = findColumns(grid('=No. | Description | Part no. | Qty | Price | Amount\n1 | Switch | S-100 | 2 | 5.00 | 10.00'));
  const kindOf = (line: string): RowKind | undefined => columns && readRow({ ...grid(line)[0], id: 9 } as Row, columns).kind;

  test.each<[kind: RowKind, rows: string[]]>([
    [
      'item',
      [
        '1 | Switch | | 2 | |',
        '| Switch | | | | 10.00',
        '| | S-100 | 2 | |',
        '7 | Installation | | | included | included',
        '| Shipping container | | 1 | 900.00 |',
        '| Total Protection suite | | | | 500.00',
        '| Tax advisory software | | | | 90.00',
        '| Shipping | | 1 | 20.00 | 20.00',
        '3 | Freight | | | | 90.00',
      ],
    ],
    [
      'total',
      [
        'Total {5} | 10.00',
        'Subtotal | | | | | 10.00',
        '| Grand total: | | | | 10.00',
        '| | | | Sales tax (8.25%) | 1.00',
        '| | | VAT 19% | | 1.00',
        '| Shipping & handling | | | | 5.00',
        'Discount (10%) {5} | -1.00',
        'Total for hardware | | | | | 10.00',
        'Freight {6}',
        'Net amount excl. VAT {5} | 9.00',
        'Total | | | 12 | | 10.00',
        '合计 {5} | 10.00',
        '合 计： {5} | 10.00',
        '小计 | | | | | 10.00',
        '税额 | | | | | 1',
        '运费 {5} | 5',
        '折扣 {5} | -5',
        '人民币大写：壹拾元整 {6}',
        '一、硬件小计 {5} | 10',
        '9 | 合计 | | | | 10.00',
        '12 months {5} | 10.00',
        '| | Subtotal | | | 10.00',
      ],
    ],
    [
      'continuation',
      [
        '| incl. rack mount kit | | | |',
        '| | FC-10-F100F-247 | | |',
        'Support: 1 year 24x7 {6}',
        '配置：含三年维保 {6}',
        'FC-10-F100F-247-02-12 {6}',
        '- power cord, EU {6}',
      ],
    ],
    [
      'none',
      [
        '| | | | |',
        'Hardware {6}',
        '一、网络安全设备 {6}',
        'A. Servers {6}',
        '| 二、软件 | | | |',
        '一 | 软件 | | | |',
        'Section 2: Licences and Subscriptions for all sites {6}',
        'Note: all prices are net {6}',
        '备注：以上价格含税 {6}',
        '1 | - | N/A | | |',
        '5 | | | | |',
        '| | | | | 10.00',
        '| | | 3 | | 10.00',
      ],
    ],
    ['header', ['No. | Description | Part no. | Qty | Price | Amount', '=x | y']],
  ])('is %s', (kind, rows) => {
    for (const row of rows) expect([row, kindOf(row)]).toEqual([row, kind]);
  });

  test('is read by itself, and says what it says', () => {
    const row = { ...(grid('2 | Switch | - | 1.2万台 | ¥1,200/台 | N/A')[0] as Row), id: 9 };
    expect(columns && readRow(row, columns)).toEqual({
      row: 9,
      kind: 'item',
      number: '2',
      description: 'Switch',
      quantity: 12_000,
      unit: '台',
      price: { value: 1200, currency: 'CNY' },
    });
  });
});

test('what may head quantities is asked of a text before its words are read', () => {
  const words = WORDS.flatMap(([kind, rank, all]) => (kind === 'quantity' && rank === 0 ? all.split('|') : []));
  for (const word of [...words, 'Qty (pcs)', '拟采购数量', 'Menge / Qty', 'QTY'])
    expect([word, headsQuantities(word)]).toEqual([word, true]);
  for (const word of ['Shipped', 'Seats', '库存数量', 'No quantity given', 'Description', '', '2 pcs']) {
    expect([word, headsQuantities(word)]).toEqual([word, false]);
  }
});

describe('lines', () => {
  test('have the stated amount, else quantity × price', () => {
    expect(linesIn('=Item | Qty | Price | Total\nSwitch | 3 | 1.10 |\nCable | 3 | 1.10 | 3.00')).toEqual([
      '1: - | Switch | - | 3 | 1.1 | 3.3',
      '2: - | Cable | - | 3 | 1.1 | 3',
    ]);
  });

  test('without a description are named by brand and part, but not by the part alone', () => {
    expect(linesIn('=品牌 | 型号 | 数量\n华为 | S5735-L24 | 2\n| PA-440 | 1')).toEqual([
      '1: - | 华为 S5735-L24 | S5735-L24 | 2 | - | -',
      '2: - | - | PA-440 | 1 | - | -',
    ]);
  });

  test('leave out a numbered heading above its items, not an item without a price', () => {
    const table = `
      =No | Description | Qty | Unit Price | Total
       1 | Firewall bundle | | |
       1.1 | FortiGate 100F | 2 | 100 | 200
       1.2 | Support | 2 | 10 | 20
       2 | Free sample | | |
       3 | Cable | 1 | 5 | 5`;
    expect(linesIn(table).map((line) => line.split(' | ')[1])).toEqual(['FortiGate 100F', 'Support', 'Free sample', 'Cable']);
  });

  test('do not take what stands below a total, a heading or an empty row', () => {
    for (const between of ['Total | | 5', 'Software {3}', '| |']) {
      expect(linesIn(`=Description | Qty | Amount\nSwitch | 1 | 5\n${between}\n24 ports, managed | |`)).toEqual([
        '1: - | Switch | - | 1 | - | 5',
      ]);
    }
    expect(linesIn('=Description | Qty | Amount\nSwitch | 1 | 5\nDescription | Qty | Amount\n24 ports, managed | |')).toEqual([
      '1,3: - | Switch 24 ports, managed | - | 1 | - | 5',
    ]);
  });

  test('keep their price under a header with a number in it', () => {
    expect(rolesIn('!Product | SKU | 1 year | Price\nSwitch | S-100 | - | $5.00')).toBe('description part - price');
  });

  test('keep texts short and whole', () => {
    const rows = grid(`=No. | Description | Part | Qty | Unit\n1 | ${'𝐀'.repeat(300)} | ${'x-1'.repeat(40)} | 2 | ${'𝐁'.repeat(9)}x`);
    const columns = findColumns(rows);
    if (!columns) throw new Error('no columns');
    const [line] = linesOf(rows.map((row) => readRow(row, columns)));
    expect(line?.description).toBe('𝐀'.repeat(100));
    expect(line?.part).toHaveLength(80);
    expect(line?.unit).toBe('𝐁'.repeat(8));
    const odd = grid(`=No. | Description | Qty\n1 | a${'𝐀'.repeat(300)} | 2`);
    const oddColumns = findColumns(odd);
    expect(oddColumns && readRow(odd[1] as Row, oddColumns).description).toBe(`a${'𝐀'.repeat(99)}`);
  });
});

describe('no line items:', () => {
  test.each<[what: string, table: string]>([
    ['a calendar', '!Mon | Tue | Wed | Thu\n1 | 2 | 3 | 4\n5 | 6 | 7 | 8'],
    ['features of plans', '!Feature | Basic | Pro\nPrice | $10 | $20\nUsers | 5 | 10\nSupport | Email | Phone'],
    ['products side by side', '! | FortiGate 60F | FortiGate 100F\nPrice | $500 | $2,000\nBrand | Fortinet | Fortinet\nRating | 4.5 | 4.7'],
    ['contacts', '!Name | Phone | Email\nAnn | 555 123 4567 | ann@example.com'],
    ['figures by year', '!Year | Revenue | Growth\n2020 | $1,200 | 5%\n2021 | $1,300 | 8%'],
    ['servers', '!Hostname | Model | OS | IP\nweb1 | PowerEdge R740 | Linux | 10.0.0.1'],
    ['stock by name and part number only', '!Product name | SKU | Status\nSwitch | S-100 | active'],
    [
      'films by takings',
      '!Rank | Title | Worldwide gross | Year\n1 | Avatar | $2,923,706,026 | 2009\n2 | Avengers | $2,797,501,328 | 2019\n3 | Titanic | $2,264,750,694 | 1997\n4 | Ne Zha | $2,215,690,000 | 2025',
    ],
    [
      'films by takings, plain cells',
      'Rank | Film | Worldwide gross | Year\n1 | Avatar | $2,923,706,026 | 2009\n2 | Avengers | $2,797,501,328 | 2019\n3 | Titanic | $2,264,750,694 | 1997\n4 | Ne Zha | $2,215,690,000 | 2025',
    ],
    ['a bank statement', '!Date | Description | Amount | Balance\n2026-01-05 | Coffee | $3.00 | $100.00'],
    ['shares', '!Symbol | Name | Price | Change | Volume\nFTNT | Fortinet | 97.1 | +1.2 | 1,000'],
    ['coins', '!# | Name | Price | 24h % | Market Cap\n1 | Coin | $60,000 | 1% | $1,000,000'],
    ['an income statement', '项目 | 本期金额 | 上期金额\n营业收入 | 1,000 | 900\n营业成本 | 500 | 400'],
    ['a budget', '项目 | 金额\n基本支出 | 1,000\n项目支出 | 500'],
    ['donors', '!Name | Amount\nAnn | $100\nBob | $50'],
    ['a league', '!Pos | Team | Pld | W | D | L | Pts\n1 | A | 3 | 3 | 0 | 0 | 9\n2 | B | 3 | 2 | 0 | 1 | 6\n3 | C | 3 | 1 | 0 | 2 | 3'],
    ['parameters of a call', '!Parameter | Type | Description\nqty | number | The quantity\nprice | number | The price'],
    ['a list of orders', '!Order # | Date | Status | Total\n1001 | 2026-01-05 | Shipped | $10.00'],
    ['rates of exchange', '!Currency | Rate | Change\nUSD | 7.1 | 0.1%'],
    ['a timetable', '!Train | Departs | Arrives | Platform\nIC 1 | 10:00 | 12:00 | 3'],
    ['nutrients', '!Nutrient | Amount | % DV\nFat | 3 g | 4%'],
    ['figures that repeat', 'Team A | 1 | 5 | 5\nTeam B | 1 | 7 | 7\nTeam C | 1 | 9 | 9'],
    ['a multiplication table', '!× | 1 | 2 | 3\n1 | 1 | 2 | 3\n2 | 2 | 4 | 6\n3 | 3 | 6 | 9'],
    ['votes', '地区 | 数量 | 占比\n北京 | 10 | 5%\n上海 | 20 | 10%'],
    ['the layout of a page', 'Welcome to our shop | Buy now for $12.00\nHome | About us'],
    ['one column', 'Price\n$12.00\n$13.00'],
    ['one item by labels', '品牌 | 华为\n型号 | S5735\n名称 | 交换机\n数量 | 2\n单价 | ¥3,000'],
    ['one item by labels, two abreast', '产品名称 | 防火墙 | 单价（元） | 面议\n型号 | USG6000 | 数量 | 2'],
    ['sums only', 'Subtotal | $100\nTax | $8\nTotal | $108'],
    ['words under header words', '!Product | Price | Quantity\nSee our catalogue | on request | any\nCall us | cheap | lots'],
  ])('%s', (_what, table) => {
    expect(rolesIn(table)).toBe('');
  });

  test('nothing at all', () => {
    expect(findColumns([])).toBeUndefined();
    expect(findColumns([{ id: 0, cells: [], isHead: true }])).toBeUndefined();
    expect(linesOf([])).toEqual([]);
  });
});

test('only the head and the first rows tell the columns', () => {
  const rows = grid(`x | y | z\n${'a | b | c\n'.repeat(60)}=Description | Qty | Price`);
  expect(findColumns(rows)?.roles).toEqual(undefined);
  const items = grid(`${'Switch | 2 | 5.00\n'.repeat(60)}=Description | Qty | Price`);
  expect(findColumns(items)?.roles).toEqual(['description', 'quantity', 'price']);
  expect(findColumns(items.slice(0, 60))?.roles).toEqual(undefined);
});

describe('labels and values', () => {
  const lineOf = (text: string): string => {
    const line = readPairs(pairsOf(grid(text)) ?? []);
    return line ? sayLine(line) : '';
  };

  test.each<[what: string, table: string, line: string]>([
    [
      'two columns',
      '品牌 | 华为\n型号 | S5735-L24\n名称 | 交换机\n数量 | 2台\n单价 | ¥3,000',
      ': - | 交换机 | S5735-L24 | 2 台 | 3000 CNY | 6000 CNY',
    ],
    [
      'four columns',
      '采购信息 {4}\n产品名称 | 防火墙 | 单价（万元） | 1.5\n型号 | USG6000 | 数量 | 2\n供应商 | 某公司 | 备注 |',
      ': - | 防火墙 | USG6000 | 2 | 15000 CNY | 30000 CNY',
    ],
    [
      'English',
      'Item: | FortiGate 100F\nPart number: | FG-100F\nQty: | 2 pcs\nUnit price: | $15.00 $12.00\nWeight: | 3 kg',
      ': - | FortiGate 100F | FG-100F | 2 pcs | 12 USD | 24 USD',
    ],
    ['a currency of its own', 'Product | Switch\nPrice | 1.200,00\nCurrency | EUR', ': - | Switch | - | - | 1200 EUR | -'],
    ['no name but brand and model', '品牌 | 华为\n型号 | S5735\n价格 | 3000元', ': - | 华为 S5735 | S5735 | - | 3000 CNY | -'],
    [
      'the item number of a shop',
      'Item No. | FG-100F-BDL\nPrice | $12.00\nBrand | Fortinet',
      ': - | Fortinet FG-100F-BDL | FG-100F-BDL | - | 12 USD | -',
    ],
  ])('make one line: %s', (_what, table, line) => {
    expect(lineOf(table)).toBe(line);
  });

  test.each<[what: string, table: string]>([
    ['no price or quantity', 'Brand | Norvex\nModel | NX-100\nWeight | 3 kg'],
    ['no name', 'Quantity | 2\nPrice | $3\nTotal | $6'],
    ['sums', 'Subtotal | $100\nTax | $8\nTotal | $108'],
    ['a price on request', '名称 | 交换机\n单价 | 面议\n品牌 | 华为'],
    ['labels nobody knows', 'Colour | red\nLegs | four\nName | Table'],
    ['a header over a header', 'Product | Price\nDescription | Amount'],
    ['a header row of four', '!Product | Status | Price | Date\nName | Switch | Price | $3\nBrand | Norvex | Qty | 2'],
    ['two labels among many', 'Name | Ann\nPrice | $3\nColour | red\nLegs | four\nWood | oak'],
    ['items with a header', 'Item | Quantity\nRack shelf | 4'],
    ['three columns', 'Name | Switch | x\nPrice | $3 | y\nQty | 2 | z'],
  ])('make none: %s', (_what, table) => {
    expect(lineOf(table)).toBe('');
  });

  test('the first of several with a label counts', () => {
    const pairs: Pair[] = [
      { label: 'Name', value: 'Switch' },
      { label: 'Name', value: 'Ann' },
      { label: 'Price', value: '' },
      { label: 'Price', value: '$3' },
    ];
    expect(readPairs(pairs)).toEqual({ rows: [], description: 'Switch', price: { value: 3, currency: 'USD' } });
  });
});

describe('of any table', { timeout: 60_000 }, () => {
  const word = fc.constantFrom(
    'No.',
    'Item',
    'Description',
    '型号',
    'Qty',
    '数量(台)',
    'Unit',
    'Unit price',
    '单价（万元）',
    'Total',
    '合计',
    'Name',
    '品牌',
    'Tax',
    'Hardware',
    '一、设备',
  );
  const value = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      '1',
      '1.1',
      '2 pcs',
      '¥1,200.00',
      '1.234,5',
      '$5 $4',
      'FG-100F',
      'FortiGate 防火墙',
      'Subtotal',
      '小计',
      'N/A',
      'Note: x',
    ),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
  const cell = fc.record({
    text: fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: word }),
    span: fc.constantFrom(1, 1, 1, 1, 2, 5),
    isHeader: fc.boolean(),
  });
  const header = fc.array(fc.record({ text: word, span: fc.constantFrom(1, 1, 1, 2), isHeader: fc.boolean() }), { maxLength: 8 });
  const rows = fc
    .tuple(fc.array(header, { maxLength: 2 }), fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 12 }), fc.boolean())
    .map(([heads, others, isHead]) =>
      [...heads, ...others].map((cells, i): Row => {
        let column = 0;
        const placed = cells.map((each) => {
          const at = column;
          column += each.span;
          return { ...each, column: at };
        });
        return { id: i * 3 + 7, cells: placed, isHead: isHead && i < heads.length };
      }),
    );
  const half = /[\ud800-\udbff]$/;

  test('nothing throws, a reading depends on its row alone, and texts are cut', () => {
    let found = 0;
    fc.assert(
      fc.property(rows, fc.constantFrom('', '单位：万元', 'All prices in EUR'), (table, caption) => {
        const columns = findColumns(table, caption);
        pairsOf(table);
        if (!columns) return;
        found++;
        const readings = table.map((row) => readRow(row, columns));
        expect([...table].reverse().map((row) => readRow(row, structuredClone(columns)))).toEqual([...readings].reverse());
        for (const line of linesOf(readings)) {
          const texts: readonly (readonly [string | undefined, number])[] = [
            [line.description, 200],
            [line.part, 80],
            [line.unit, 16],
            [line.number, 16],
          ];
          for (const [text, most] of texts) {
            if (text === undefined) continue;
            const isFine = text !== '' && text.length <= most && !/\s\s/.test(text) && (text.length < most - 1 || !half.test(text));
            expect([text, isFine]).toEqual([text, true]);
          }
          for (const money of [line.price, line.amount]) if (money) expect(Number.isFinite(money.value)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(50);
  });

  test('no row is lost or stands in two lines', () => {
    const kinds = fc.constantFrom<RowKind>('item', 'item', 'item', 'continuation', 'continuation', 'total', 'none', 'header');
    const reading = fc.record({
      kind: kinds,
      description: fc.string({ maxLength: 90 }),
      number: fc.nat(9).map(String),
      isSpanned: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 30 }), (some) => {
        const readings = some.map(
          ({ isSpanned, ...rest }, row): RowReading => (isSpanned ? { row, kind: rest.kind, isSpanned } : { row, ...rest }),
        );
        const lines = linesOf(readings);
        expect(lines.map(({ rows: [first] }) => first)).toEqual(readings.filter(({ kind }) => kind === 'item').map(({ row }) => row));
        const ids = lines.flatMap((line) => line.rows);
        expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
        // A continuation is left out only where no item stands above it.
        let isOpen = false;
        const expected = readings.flatMap(({ kind, row }) => {
          if (kind === 'item') isOpen = true;
          else if (kind === 'total' || kind === 'none') isOpen = false;
          return kind === 'item' || (kind === 'continuation' && isOpen) ? [row] : [];
        });
        expect(ids).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  // With time that grows with the square these would take minutes.
  test.each<[what: string, text: string]>([
    ['blanks', `a${' '.repeat(200_000)}b`],
    ['brackets', '('.repeat(100_000)],
    ['header words', 'unit price '.repeat(20_000)],
    ['Chinese', '单价（元）'.repeat(20_000)],
    ['digits', '1,'.repeat(100_000)],
    ['part numbers', 'FG-100F '.repeat(20_000)],
  ])('long cells of %s are no trouble', { timeout: 20_000 }, (_what, text) => {
    const table = grid('=No. | Description | Qty | Price | Total\n1 | Switch | 2 | 5 | 10');
    const long = Array.from(
      { length: 50 },
      (_, id): Row => ({ id: id + 2, isHead: false, cells: [0, 1, 2, 3, 4].map((column) => ({ text, column, span: 1, isHeader: false })) }),
    );
    findColumns([...table, ...long]);
    const columns = findColumns(table);
    if (!columns) throw new Error('no columns');
    linesOf([...table, ...long].map((row) => readRow(row, columns)));
    findColumns(long);
    pairsOf(long.map((row) => ({ ...row, cells: row.cells.slice(0, 2) })));
  });
});

test('cells that a grid fills with a no-break space are empty', () => {
  const head = grid('! 序号 | 名称 | 数量 | 单价 | 金额\n 1 | 纸 | 2 | 5.00 | 10.00');
  const columns = findColumns(head) as NonNullable<ReturnType<typeof findColumns>>;
  const cells = ['\u00a0', '\u00a0', '\u00a0', '\u00a0', '合计 10.00'].map((text, column) => ({ text, column, span: 1, isHeader: false }));
  expect(readRow({ id: 9, cells, isHead: false }, columns).kind).toBe('total');
});
