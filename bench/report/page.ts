/** The report: one page that needs nothing beside it, with what was measured, what must be reached and where. */
import tokens from '../../src/ui/tokens.css?raw';
import { isMet, median, show } from '../figures.ts';
import type { Chart, Goal, Series, StoredResults } from '../results.ts';
import { classOf, drawChart, placesOf } from './chart.ts';
import { escapeHtml } from './html.ts';
import style from './style.css?raw';

/** What each bench is about, in the order of the page. */
const BENCHES: Readonly<Record<StoredResults['bench'], { readonly title: string; readonly about: string }>> = {
  match: {
    title: 'Searching',
    about: 'The search for names in text, beside other engines with the same names, the same text and the same hits.',
  },
  page: { title: 'In the page', about: 'What a page that is being read pays for it: collecting its text, marking, scrolling.' },
  worker: { title: 'The worker', about: 'From a stopped worker to the first answer.' },
  files: { title: 'Files and streams', about: 'Screening on the command line: many records, many cores.' },
  live: { title: 'Live pages', about: 'Pages as they are on the web, with and without the extension.' },
};

export function writePage(all: readonly StoredResults[]): string {
  const order = Object.keys(BENCHES);
  const results = [...all].sort((a, b) => order.indexOf(a.bench) - order.indexOf(b.bench));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vendor Lens: speed and scale</title>
<style>
${tokens}
${style}
</style>
</head>
<body>
<header class="top">
<p class="brand">${mark()}Vendor Lens</p>
<h1>Speed and scale</h1>
<p class="lead">Everything here was measured in one run with what it is compared with. Values are medians; the thin lines and the small figures are the lowest and the highest run.</p>
${writeOverview(results)}
</header>
<main>
${results.map(writeBench).join('\n')}
</main>
<script type="application/json" id="results">
${JSON.stringify(results).replaceAll('<', '\\u003c')}
</script>
</body>
</html>
`;
}

/** The results that a report was written from; none where `page` is no report. */
export function readResults(page: string): StoredResults[] {
  const data = /<script type="application\/json" id="results">\n(.*)\n<\/script>/.exec(page)?.[1];
  return data === undefined ? [] : (JSON.parse(data) as StoredResults[]);
}

function mark(): string {
  return '<svg class="mark" viewBox="0 0 128 128" aria-hidden="true"><g fill="none" stroke="currentColor" stroke-width="11" stroke-linecap="round"><path class="mark-lines" d="M16 26h72M16 54h14M16 82h18M16 110h44"/><circle cx="72" cy="62" r="32"/><path d="M96 86l20 22" stroke-width="14"/></g><circle class="mark-found" cx="72" cy="62" r="11"/></svg>';
}

function writeOverview(results: readonly StoredResults[]): string {
  if (results.length === 0) return '<p>Nothing was measured yet: <code>npm run bench:match</code></p>';
  const cards = results.map(({ bench, goals }) => {
    const met = goals.filter(isMet).length;
    const cells = goals.map((goal) => `<i class="${stateOf(goal)}"></i>`).join('');
    return `<li><a href="#${bench}"><span class="card-title">${escapeHtml(BENCHES[bench].title)}</span><span class="count"><b>${met}</b> of ${goals.length} goals met</span><span class="cells" aria-hidden="true">${cells}</span></a></li>`;
  });
  return `<nav aria-label="What was measured"><ul class="cards">${cards.join('')}</ul></nav>`;
}

function writeBench(results: StoredResults): string {
  const { bench, goals, charts, workload, command, at, commit, machine } = results;
  const { title, about } = BENCHES[bench];
  return `<section id="${bench}">
<h2>${escapeHtml(title)}</h2>
<p class="lead">${escapeHtml(about)}</p>
${goals.length > 0 ? writeGoals(goals) : ''}
${charts.map((chart) => writeChart(bench, chart)).join('\n')}
<dl class="facts">
<div><dt>Measured on</dt><dd>${escapeHtml(workload)}</dd></div>
<div><dt>Machine</dt><dd>${escapeHtml(machine.cpu)}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Node ${escapeHtml(machine.node)}</dd></div>
<div><dt>Run</dt><dd><time datetime="${escapeHtml(at)}">${escapeHtml(at.slice(0, 10))}</time>, commit ${escapeHtml(commit)}, <code>${escapeHtml(command)}</code></dd></div>
</dl>
</section>`;
}

type State = 'met' | 'missed' | 'unknown';

function stateOf(goal: Goal): State {
  if (goal.value === undefined || !Number.isFinite(goal.value)) return 'unknown';
  return isMet(goal) ? 'met' : 'missed';
}

const STATES: Readonly<Record<State, string>> = { met: 'met', missed: 'missed', unknown: 'not measured' };

function writeGoals(goals: readonly Goal[]): string {
  const rows = goals.map((goal) => {
    const state = stateOf(goal);
    const value = state === 'unknown' ? '–' : show(goal.value as number);
    return `<tr class="${state}"><td class="state"><span>${STATES[state]}</span></td><th scope="row">${escapeHtml(goal.what)}</th><td class="number"><b>${value}</b>${state === 'unknown' ? '' : ` ${escapeHtml(goal.unit)}`}</td><td class="bound">${goal.bound} ${goal.limit.toLocaleString('en')}${goal.unit ? ` ${escapeHtml(goal.unit)}` : ''}</td></tr>`;
  });
  return `<div class="scroll"><table class="goals"><caption>Must reach</caption><thead class="unseen"><tr><th scope="col">State</th><th scope="col">Goal</th><th scope="col">Value</th><th scope="col">Bound</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function writeChart(bench: string, chart: Chart): string {
  const { title, about, unit, better } = chart;
  const best = better === 'higher' ? 'higher is better' : 'lower is better';
  return `<figure id="${escapeHtml(`${bench}-${chart.id}`)}">
<figcaption><h3>${escapeHtml(title)}</h3><p>${escapeHtml(`In ${unit}; ${best}.`)}${about ? ` ${escapeHtml(about)}` : ''}</p></figcaption>
${drawChart(chart, 'wide')}
${drawChart(chart, 'narrow')}
${writeTable(chart)}
${writeNotes(chart)}
</figure>`;
}

function writeTable(chart: Chart): string {
  const xs = placesOf(chart);
  const ours = chart.series.filter(({ role }) => role === 'ours');
  const head = xs.map((x) => `<th scope="col">${escapeHtml(x)}</th>`).join('');
  const rows = chart.series.map((series) => {
    const cells = xs.map((x) => `<td>${writeCell(chart, series, x, ours)}</td>`).join('');
    return `<tr class="${classOf(series, chart.series)}"><th scope="row"><i class="key"></i>${escapeHtml(series.name)}</th>${cells}</tr>`;
  });
  return `<div class="scroll"><table class="values"><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

/** Median, the lowest and highest run, and how many times better ours is. */
function writeCell(chart: Chart, series: Series, x: string, ours: readonly Series[]): string {
  const runs = runsAt(series, x);
  if (runs.length === 0) return '<span class="absent">–</span>';
  const value = median(runs);
  const spread = runs.length > 1 ? `<small>${show(Math.min(...runs))} – ${show(Math.max(...runs))}</small>` : '';
  const own = ours.map((candidate) => runsAt(candidate, x)).find((candidate) => candidate.length > 0);
  let ratio = '';
  if (own && series.role !== 'ours') {
    const times = chart.better === 'higher' ? median(own) / value : value / median(own);
    if (Number.isFinite(times)) ratio = `<small class="ratio">ours ${show(times)} ×</small>`;
  }
  return `<b>${show(value)}</b>${spread}${ratio}`;
}

const runsAt = (series: Series, x: string): readonly number[] => series.samples.find((sample) => sample.x === x)?.runs ?? [];

/** Each note once, with what it is about. Those on missing values are always in sight. */
function writeNotes(chart: Chart): string {
  const absent = new Map<string, string[]>();
  const others = new Map<string, string[]>();
  const note = (into: Map<string, string[]>, text: string, about: string): void => {
    into.set(text, [...(into.get(text) ?? []), about]);
  };
  for (const series of chart.series) {
    if (series.note) note(others, series.note, series.name);
    for (const text of new Set(series.samples.map((sample) => sample.note))) {
      if (text === undefined) continue;
      const samples = series.samples.filter((sample) => sample.note === text);
      const isEverywhere = samples.length > 1 && samples.length === placesOf(chart).length;
      const places = isEverywhere ? '' : ` (${samples.map(({ x }) => x).join(', ')})`;
      note(samples[0]?.runs.length === 0 ? absent : others, text, series.name + places);
    }
  }
  const list = (notes: Map<string, string[]>): string =>
    `<ul class="notes">${[...notes].map(([text, about]) => `<li><b>${escapeHtml(about.join(', '))}:</b> ${escapeHtml(text)}</li>`).join('')}</ul>`;
  const more = others.size > 0 ? `<details><summary>How it was run</summary>${list(others)}</details>` : '';
  return (absent.size > 0 ? list(absent) : '') + more;
}
