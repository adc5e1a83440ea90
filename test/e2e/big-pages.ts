/** Pages too large to store. Each notes its longest task after load in `window.longest`. */

const watchTasks = `<script>
  window.longest = 0;
  addEventListener('load', () => {
    if (!PerformanceObserver.supportedEntryTypes.includes('longtask')) return;
    const loaded = performance.now();
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        if (startTime > loaded) window.longest = Math.max(window.longest, Math.round(duration));
      }
    }).observe({ type: 'longtask', buffered: true });
  });
</script>`;

/** `count` nodes, half of them elements: paragraphs of ordinary words, with FortiGate in the first, middle and last. */
export function manyNodes(count: number): string {
  const last = count / 2 - 1;
  const named = new Set([0, Math.floor(last / 2), last]);
  const paragraphs = Array.from({ length: count / 2 }, (_, index) =>
    named.has(index) ? `<p>Item ${index}: FortiGate-100F</p>` : `<p>Item ${index}: ordinary hose clamp, steel, 32 mm</p>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Many nodes</title>${watchTasks}<body>${paragraphs.join('\n')}`;
}

/** `count` paragraphs, each of which names FortiGate. */
export function manyFindings(count: number): string {
  const paragraphs = Array.from({ length: count }, (_, index) => `<p>Item ${index}: FortiGate-100F</p>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Many findings</title><body>${paragraphs.join('\n')}`;
}

/**
 * One text node of `megabytes` million characters that begins with FortiGate. Made by script, as a parser would cut it;
 * below the fold and skipped by layout until scrolled to, or the browser alone would take minutes to lay it out.
 */
export function longText(megabytes: number): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Long text</title>${watchTasks}<body>
<p>A log is pasted below.</p>
<div style="margin-top: 3000px; height: 400px; overflow: hidden; content-visibility: auto"><p id="log"></p></div>
<script>
  const line = 'Ordinary words of a very long log without end. ';
  const text = 'Item: FortiGate-100F. ' + line.repeat(Math.ceil(${megabytes * 1_000_000} / line.length));
  document.getElementById('log').append(document.createTextNode(text));
</script>`;
}
