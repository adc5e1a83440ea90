/**
 * What a page could notice, written down by a script that runs in the page before its own: changes of its tree, events,
 * layout shifts. Compared between the same page with and without the extension, in the same run.
 */
import type { Page } from 'puppeteer-core';
import { until } from '../until.ts';

export interface Diary {
  /** Changes of the tree: kind, where, what. */
  readonly records: readonly string[];
  /** Events at the document, with what was under them. */
  readonly events: readonly string[];
  /** Cumulative layout shift; 0 where the browser does not measure it. */
  readonly shift: number;
  readonly errors: readonly string[];
}

/** Puts the script into all documents that this page loads from now on. */
export async function keepDiary(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(`(${writeDiary.toString()})()`);
}

/** What was written since the last time it was read; after two frames, so that what is under way has arrived. */
export async function readDiary(page: Page): Promise<Diary> {
  return JSON.parse(
    String(
      await page.evaluate(
        'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(JSON.stringify(diary.take()))))))',
      ),
    ),
  );
}

/** Where the middle of an element, or of words in it, is. */
export async function findPlace(page: Page, selector: string, words = ''): Promise<{ x: number; y: number }> {
  return until(`${selector} to be shown`, async () =>
    JSON.parse(String(await page.evaluate(`JSON.stringify(diary.place(${JSON.stringify(selector)}, ${JSON.stringify(words)}))`))),
  );
}

/** Runs in the page: nothing from outside may be used in it. */
function writeDiary(): void {
  const nameOf = (node: unknown): string => {
    if (!(node instanceof Element)) return node instanceof Node ? node.nodeName : String(node);
    return node.localName + (node.id === '' ? '' : `#${node.id}`);
  };
  const namesOf = (nodes: NodeList): string => [...nodes].map(nameOf).join(' ');
  let records: string[] = [];
  let events: string[] = [];
  let shift = 0;
  const errors: string[] = [];

  const observer = new MutationObserver(note);
  function note(list: MutationRecord[]): void {
    for (const { type, target, attributeName, addedNodes, removedNodes } of list) {
      records.push([type, nameOf(target), attributeName ?? '', `+${namesOf(addedNodes)}`, `-${namesOf(removedNodes)}`].join(' '));
    }
  }
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  // Not `select` and `toggle`: they come some time after what caused them.
  const kinds =
    'pointerdown pointerup mousedown mouseup click dblclick contextmenu keydown keypress beforeinput input keyup change focusin focusout copy cut paste dragstart dragenter dragover dragleave drop dragend submit pointercancel lostpointercapture gotpointercapture';
  for (const kind of kinds.split(' ')) {
    addEventListener(
      kind,
      (event) => {
        const { key = '', data = '' } = event as Partial<KeyboardEvent & InputEvent>;
        const line = [kind, nameOf(event.target), key ?? '', data ?? '', event.composedPath().length, event.isTrusted].join(' ');
        if (kind === 'contextmenu') event.preventDefault(); // its window would take the events that follow
        // How often a pointer that rests over a row is reported is a matter of time.
        if (events.at(-1) !== line || !kind.startsWith('drag')) events.push(line);
      },
      true,
    );
  }
  addEventListener('error', ({ message }) => errors.push(message));
  if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shift += (entry as unknown as { readonly value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  }

  const isPlain = (field: Element): field is HTMLInputElement => 'value' in field;
  Object.assign(globalThis, {
    diary: {
      take() {
        note(observer.takeRecords());
        const taken = { records, events, shift, errors };
        records = [];
        events = [];
        return taken;
      },
      place(selector: string, words: string) {
        const element = document.querySelector(selector);
        if (element === null) return null;
        const range = document.createRange();
        range.selectNode(element);
        const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); words !== '' && node !== null; node = walk.nextNode()) {
          const at = (node as Text).data.indexOf(words);
          if (at < 0) continue;
          range.setStart(node, at);
          range.setEnd(node, at + words.length);
          break;
        }
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      },
      /** Every field's value, and where the caret is in it. */
      fields: () =>
        [...document.querySelectorAll('input, textarea, select, [contenteditable]')].map((field) => [
          nameOf(field),
          isPlain(field) ? field.value : field.innerHTML,
          isPlain(field) ? String(field.checked) : '',
          isPlain(field) && ['text', 'textarea'].includes(field.type) ? `${field.selectionStart}-${field.selectionEnd}` : '',
        ]),
      focus: () =>
        `${nameOf(document.activeElement)} ${document.activeElement?.getAttribute('name') ?? ''} ${(document.activeElement?.textContent ?? '').slice(0, 20)}`,
      /** All of the document as a page can write it out. */
      tree: () => ({
        html: document.documentElement.outerHTML,
        sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
        highlights: [...(CSS.highlights?.keys() ?? [])],
        globals: Object.getOwnPropertyNames(globalThis).length,
      }),
    },
  });
}
