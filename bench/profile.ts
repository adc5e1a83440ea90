/** Which of our functions the time goes to, from V8's sampling profiler, by their place in `src/`. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Protocol } from 'puppeteer-core';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Samples this often, µs: fine enough for slices of 8 ms. */
const INTERVAL_US = 250;
const SHOWN = 16;
/** V8 gives every call of the extension's own interfaces the name of one of them. */
const NAMES: Readonly<Record<string, string>> = { setUninstallURL: 'chrome.*' };

/** Starts profiling the page's main thread; the answer ends it. */
export async function startProfile(cdp: CDPSession): Promise<() => Promise<Protocol.Profiler.Profile>> {
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.setSamplingInterval', { interval: INTERVAL_US });
  await cdp.send('Profiler.start');
  return async () => {
    const { profile } = await cdp.send('Profiler.stop');
    await cdp.send('Profiler.disable');
    return profile;
  };
}

interface Cost {
  /** In the function itself and in what it called of the browser. */
  own: number;
  /** With everything that it called. */
  total: number;
  /** Calls of the browser, by name. */
  readonly native: Map<string, number>;
}

/** Lines that tell our dearest functions, by own time. `origin`: the extension's. */
export function hotFunctions(profile: Protocol.Profiler.Profile, origin: string): string[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child): [number, number] => [child, id])));
  const costs = new Map<string, Cost>();
  let ours = 0;
  let collection = 0;
  profile.samples?.forEach((sample, i) => {
    const ms = Math.max(0, profile.timeDeltas?.[i + 1] ?? 0) / 1_000;
    if (nodes.get(sample)?.callFrame.functionName === '(garbage collector)') collection += ms;
    const seen = new Set<string>();
    let native = '';
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const frame = nodes.get(id)?.callFrame;
      if (frame === undefined) break;
      if (!frame.url.startsWith(origin)) {
        if (seen.size === 0 && frame.url === '') native = NAMES[frame.functionName] ?? frame.functionName;
        continue;
      }
      const place = placeOf(frame, origin);
      if (seen.has(place)) continue;
      const cost = costs.get(place) ?? { own: 0, total: 0, native: new Map() };
      costs.set(place, cost);
      cost.total += ms;
      if (seen.size === 0) {
        ours += ms;
        cost.own += ms;
        if (native !== '') cost.native.set(native, (cost.native.get(native) ?? 0) + ms);
      }
      seen.add(place);
    }
  });
  const lines = [...costs]
    .sort(([, a], [, b]) => b.own - a.own)
    .slice(0, SHOWN)
    .map(([place, { own, total, native }]) => {
      const calls = [...native]
        .sort(([, a], [, b]) => b - a)
        .filter(([, ms]) => ms >= 1)
        .slice(0, 3)
        .map(([name, ms]) => `${name} ${ms.toFixed(0)}`);
      return `${own.toFixed(1).padStart(9)} own ${total.toFixed(1).padStart(9)} total  ${place}${calls.length > 0 ? ` [${calls.join(', ')}]` : ''}`;
    });
  return [`${ours.toFixed(0)} ms in our functions; garbage collection, whosever, ${collection.toFixed(0)} ms`, ...lines];
}

/** One script of the bundle, not minified, and the files that went into it, which it names where they begin, most of them. */
const bundles = new Map<string, readonly string[]>();
const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file: `src/${file}`, lines: readFileSync(`${root}src/${file}`, 'utf8').split('\n') }));

/** "name src/content/x.ts:12", the line where it is defined; a guess where several functions share a name. */
function placeOf({ url, functionName, lineNumber }: Protocol.Runtime.CallFrame, origin: string): string {
  const name = functionName || '(anonymous)';
  const path = url.slice(origin.length + 1);
  const bundle = bundles.get(path) ?? readFileSync(`${root}dist/chrome/${path}`, 'utf8').split('\n');
  bundles.set(path, bundle);
  let named = '';
  for (let at = lineNumber; at >= 0 && named === ''; at -= 1) named = /^\s*\/\/(?:#region)? ?(src\/\S+)$/.exec(bundle[at] ?? '')?.[1] ?? '';
  const text = (bundle[lineNumber] ?? '').trim();
  for (const { file, lines } of [...sources].sort((a, b) => Number(b.file === named) - Number(a.file === named))) {
    const at = lines.findIndex((line) => (functionName === '' ? line.trim() === text : isDefinition(line, functionName)));
    if (at >= 0) return `${name} ${file}:${at + 1}`;
  }
  return `${name} ${path}:${lineNumber + 1}`;
}

/** Whether the line begins the body of this function; a signature in an interface does not. */
function isDefinition(line: string, name: string): boolean {
  const escaped = name.replace(/\W/g, '\\$&');
  const begins = new RegExp(`(function\\*? ${escaped}\\b|^\\s*(const |let |async |get |\\*)*${escaped}(\\(|<| = |: (async )?\\())`);
  return begins.test(line) && (!line.trimEnd().endsWith(';') || line.includes('=>'));
}
