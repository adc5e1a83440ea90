/** The sample purchase order as data: the same file that the demo opens, read cell by cell. */

/** A cell holds one text, or the same in two languages. */
export type OrderCell = readonly string[];

export interface SampleOrder {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly OrderCell[])[];
}

/** Reads the order's table. Throws where the file has none. */
export function readOrder(html: string): SampleOrder {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const table = parsed.querySelector('table');
  if (table === null) throw new Error('the sample order has no table');
  return {
    title: parsed.title,
    head: [...table.querySelectorAll('thead th')].map((cell) => cell.textContent.trim()),
    rows: [...table.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')].map(readCell)),
  };
}

function readCell(cell: Element): OrderCell {
  return [...cell.childNodes].map((node) => (node.textContent ?? '').trim()).filter((text) => text !== '');
}
