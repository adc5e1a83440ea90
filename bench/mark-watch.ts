/** When marks are drawn, told by the debugger: the page cannot see into our layer, and our layer tells nobody. */
import type { CDPSession } from 'puppeteer-core';
import { until } from '../test/until.ts';

/** What the trace calls the first rectangle that is shown, and every moment at which more are shown than ever before. */
export const FIRST_MARK = 'bench:first-mark';
export const MORE_MARKS = 'bench:more-marks';

/** Runs in our layer's closed root. Notes in the page's timeline, not in what a page's script sees. */
function noteMarks(this: ShadowRoot, first: string, more: string): void {
  let most = 0;
  const note = (): void => {
    const drawn = [...this.querySelectorAll<HTMLElement>('[aria-hidden="true"] > *')].filter(({ style }) => style.display === 'block');
    if (drawn.length <= most) return;
    if (most === 0) performance.mark(first);
    performance.mark(more);
    most = drawn.length;
  };
  note();
  new MutationObserver(note).observe(this, { subtree: true, childList: true, attributes: true, attributeFilter: ['style'] });
}

const HOST = '[...document.documentElement.children].find((one) => one !== document.head && one !== document.body)';

/** Resolves when the script has begun in the page of this path, and its marks are watched. Later ones are then not missed. */
export async function watchMarks(cdp: CDPSession, path: string): Promise<void> {
  const host = await until(
    'our layer',
    async () => {
      const expression = `location.pathname === '${path}' ? ${HOST} : undefined`;
      const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', { expression });
      return exceptionDetails === undefined && result.objectId;
    },
    90_000,
  );
  const { node } = await cdp.send('DOM.describeNode', { objectId: host, depth: -1, pierce: true });
  const backendNodeId = node.shadowRoots?.[0]?.backendNodeId;
  if (backendNodeId === undefined) throw new Error('Our layer has no shadow root');
  const { objectId } = (await cdp.send('DOM.resolveNode', { backendNodeId })).object;
  if (objectId === undefined) throw new Error('Our layer is gone');
  const names = [FIRST_MARK, MORE_MARKS].map((value) => ({ value }));
  await cdp.send('Runtime.callFunctionOn', { objectId, functionDeclaration: String(noteMarks), arguments: names });
}
