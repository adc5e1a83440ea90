/** Large pages for `bench/live.ts`: made up by rule, the same at every run, without any script of their own. */

/** A line of an order: number, description, maker. */
type Article = readonly [part: string, description: string, brand: string];

const ARTICLES: readonly Article[] = [
  ['HC-32-SS', 'Hose clamp, stainless steel, 32 mm', 'Norma'],
  ['6204-2RSH', 'Deep groove ball bearing, sealed, 20 x 47 x 14 mm', 'SKF'],
  ['MS-4412', 'Bolt M12 x 80, zinc plated, grade 8.8, box of 50', 'Bossard'],
  ['KLG-100', 'Cable gland, brass, PG 16, with locknut', 'Hummel'],
  ['PT-2210', 'Pressure transmitter, 0 to 16 bar, 4 to 20 mA', 'Wika'],
  ['LB-77-A', 'Label tape, black on white, 12 mm, 8 m', 'Brother'],
  ['GL-540', 'Work gloves, nitrile coated, size 9, pair', 'Uvex'],
  ['FLT-0930', 'Air filter element, pleated, 592 x 592 mm', 'Camfil'],
  ['VLV-15-B', 'Ball valve, brass, DN 15, lever handle', 'Giacomini'],
  ['SW-24-U', 'Rack shelf, 19 inch, 1U, load 25 kg', 'Rittal'],
  ['CBL-C6-5', 'Patch cable, category 6, grey, 5 m', 'Telegartner'],
  ['UPS-1500', 'Line interactive power supply, 1500 VA, tower', 'Riello'],
];

const RESTRICTED: readonly Article[] = [
  ['FG-100F-BDL-950-12', 'FortiGate-100F next-generation firewall with one year of support', 'Fortinet'],
  ['PAN-PA-440', 'PA-440 firewall, desktop, four ports', 'Palo Alto Networks'],
  ['VCF-STD-C', 'VMware vSphere Standard, per core, one year', 'VMware'],
  ['CPAP-SG1570', 'Check Point Quantum Spark 1570 appliance', 'Check Point Software Technologies'],
];

const WORDS =
  'the supplier shall deliver each order within agreed time and every part must carry a label that states batch weight date of packing storage conditions invoices are paid thirty days after receipt unless another term was settled in writing our warehouse checks quantity before goods leave the ramp return of faulty items needs a note with photographs measured values name of the inspector steel brass rubber copper paper water heat'.split(
    ' ',
  );

/** The same numbers at every run (mulberry32). Below 1. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T;

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><style>
body { margin: 16px; font: 14px/1.5 sans-serif; color: #223 }
table { border-collapse: collapse } td, th { border: 1px solid #ccd; padding: 3px 8px; text-align: left }
.order { table-layout: fixed; width: 1220px }
input { font: inherit; width: 5em; height: 1.6em; contain: strict } .text { width: 24em }
</style><body>${body}`;
}

/** Widths of the ten columns: fixed, so that the page does not shift while it loads. Pixels. */
const COLUMNS = [60, 170, 330, 130, 90, 50, 90, 90, 130, 80].map((width) => `<col style="width: ${width}px">`).join('');
/** Lines of one table section; with all in one, laying out a key press takes the browser longer. */
const SECTION = 100;

/**
 * A purchase order: `rows` lines of ten columns, the quantity an input, every hundredth line restricted, the sixth first.
 * Even so the browser itself works 60 ms at every key press in it.
 */
export function orderTable(rows: number): string {
  const random = createRandom(1);
  const lines = Array.from({ length: rows }, (_, row) => {
    const [part, description, brand] = pick(row % 100 === 5 ? RESTRICTED : ARTICLES, random);
    const quantity = 1 + Math.floor(random() * 40);
    const price = 2 + Math.floor(random() * 90_000) / 100;
    const note = row % 7 === 0 ? 'Deliver to gate 4' : row % 5 === 0 ? 'Partial delivery allowed' : '';
    const cells = [
      String(row + 1),
      `${part}${row % 100 === 5 ? '' : `-${row % 89}`}`,
      description,
      brand,
      `<input name="qty" value="${quantity}" autocomplete="off">`,
      pick(['pc', 'box', 'pair', 'm'], random),
      price.toFixed(2),
      (price * quantity).toFixed(2),
      `${pick(['Northgate', 'Albion', 'Meridian', 'Linjiang'], random)} Trading ${1 + (row % 40)}`,
      note,
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const heads = ['Line', 'Part number', 'Description', 'Brand', 'Qty', 'UOM', 'Unit price', 'Amount', 'Supplier', 'Note'];
  const sections = Array.from({ length: Math.ceil(rows / SECTION) }, (_, i) => lines.slice(i * SECTION, (i + 1) * SECTION).join('\n'));
  return page(
    'Purchase order 4500071832',
    `<h1>Purchase order 4500071832</h1>
<table class="order">${COLUMNS}<thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead>
${sections.map((section) => `<tbody>${section}</tbody>`).join('\n')}
</table>`,
  );
}

/** At least `size` characters of HTML: paragraphs, lists and tables, a restricted name every 50,000, a text field in the middle. */
export function longDocument(size: number): string {
  const random = createRandom(2);
  const sentence = (words: number): string => {
    const text = Array.from({ length: words }, () => pick(WORDS, random)).join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  const paragraph = (): string => {
    const sentences = Array.from({ length: 3 + Math.floor(random() * 4) }, () => sentence(8 + Math.floor(random() * 12)));
    if (random() < 0.4) sentences[1] = `<b>${sentence(3)}</b> See <a href="#s">${pick(WORDS, random)}</a>.`;
    return `<p>${sentences.join(' ')}</p>`;
  };
  const list = (): string => `<ul>${Array.from({ length: 6 }, () => `<li>${sentence(7)}</li>`).join('')}</ul>`;
  const table = (): string => {
    const row = (): string => {
      const [part, description, brand] = pick(ARTICLES, random);
      return `<tr><td>${part}</td><td>${description}</td><td>${brand}</td><td>${Math.floor(random() * 900)}</td></tr>`;
    };
    return `<table>${Array.from({ length: 8 }, row).join('')}</table>`;
  };

  const parts: string[] = [`<h1>Terms of purchase</h1>`];
  let length = 0;
  let nextNamed = 0;
  let hasField = false;
  while (length < size) {
    const chance = random();
    let part = chance < 0.1 ? `<h2>${sentence(4)}</h2>` : chance < 0.75 ? paragraph() : chance < 0.9 ? list() : table();
    if (length >= nextNamed) {
      nextNamed += 50_000;
      const [number, , brand] = pick(RESTRICTED, random);
      part = `<p>The offer names ${brand} ${number} among others. ${sentence(12)}</p>`;
    }
    if (!hasField && length >= size / 2) {
      hasField = true;
      part += `<p><label>Remark <input class="text" name="remark" value="None" autocomplete="off"></label></p>`;
    }
    parts.push(part);
    length += part.length + 1;
  }
  return page('Terms of purchase', parts.join('\n'));
}
