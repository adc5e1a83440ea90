/**
 * Charts as SVG, drawn when the report is written; the reader's browser needs no script. Colours come from the page's
 * style, so that a chart follows the light or dark scheme.
 *
 * Where the horizontal axis counts something, lines; otherwise one row a series, as a bar from zero or, on a
 * logarithmic axis, which has no zero, as a dot. A thin line behind each value goes from the lowest to the highest run.
 */
import { median, show } from '../figures.ts';
import type { Chart, Sample, Series } from '../results.ts';
import { escapeHtml } from './html.ts';
import { chooseScale, type Scale } from './scale.ts';

/** Drawn twice, as text in a picture that shrinks would be too small to read. */
export const WIDTHS = { wide: 800, narrow: 360 } as const;
export type Width = keyof typeof WIDTHS;

export function drawChart(chart: Chart, width: Width): string {
  const xs = placesOf(chart);
  const scale = chooseScale(
    chart.series.flatMap(({ samples }) => samples.flatMap(({ runs }) => (runs.length > 0 ? [median(runs), ...runs] : []))),
  );
  const { height, body } = isCounted(xs) ? drawLines(chart, xs, scale, width) : drawRows(chart, xs, scale, width);
  const name = `${chart.title}, ${chart.unit}, ${chart.better} is better`;
  return `<svg class="chart ${width}" viewBox="0 0 ${WIDTHS[width]} ${height}" role="img" aria-label="${escapeHtml(name)}">${body}</svg>`;
}

/** The places of the horizontal axis, in the order in which the series name them. */
export function placesOf(chart: Chart): string[] {
  return [...new Set(chart.series.flatMap(({ samples }) => samples.map(({ x }) => x)))];
}

/** Three places or more that differ by their numbers alone ("2,000 names", "20,000 names" …). */
function isCounted(xs: readonly string[]): boolean {
  const units = new Set(xs.map((x) => /^[\d,.]+ *(.*)$/.exec(x)?.[1]));
  return xs.length > 2 && units.size === 1 && !units.has(undefined);
}

/** Class names by which the style tells series apart. */
export function classOf(series: Series, all: readonly Series[]): string {
  const peers = all.filter(({ role }) => role === 'peer');
  return series.role === 'peer' ? `peer hue-${peers.indexOf(series) % HUES}` : series.role;
}

const HUES = 8;

interface Drawing {
  readonly height: number;
  readonly body: string;
}

interface Label {
  readonly series: Series;
  readonly from: { readonly x: number; readonly y: number };
  readonly lines: readonly string[];
  y: number;
}

function drawLines(chart: Chart, xs: readonly string[], scale: Scale, width: Width): Drawing {
  const isWide = width === 'wide';
  const area = isWide ? { left: 62, top: 14, right: 564, bottom: 372 } : { left: 44, top: 12, right: 232, bottom: 344 };
  const labelX = area.right + (isWide ? 40 : 22);
  const height = area.bottom + 50;
  const xOf = (x: string): number => area.left + 14 + ((area.right - area.left - 28) * xs.indexOf(x)) / Math.max(1, xs.length - 1);
  const yOf = (value: number): number => area.bottom - scale.place(value) * (area.bottom - area.top);

  const grid = scale.ticks
    .map((tick) => {
      const y = round(yOf(tick));
      return `<line class="grid" x1="${area.left}" x2="${area.right}" y1="${y}" y2="${y}"/><text class="tick" x="${area.left - 10}" y="${y + 4}" text-anchor="end">${showTick(tick)}</text>`;
    })
    .join('');
  const unit = /^[\d,.]+ *(.*)$/.exec(xs[0] ?? '')?.[1] ?? '';
  const foot = xs
    .map((x) => {
      const number = x.slice(0, x.length - unit.length).trim();
      return `<text class="tick" x="${round(xOf(x))}" y="${area.bottom + 20}" text-anchor="middle">${escapeHtml(isWide ? number : shortNumber(number))}</text>`;
    })
    .join('');
  const caption = `<text class="tick" x="${round((area.left + area.right) / 2)}" y="${area.bottom + 40}" text-anchor="middle">${escapeHtml(unit)}</text>`;

  const lines: string[] = [];
  const labels: Label[] = [];
  // Ours last, above all others.
  for (const series of [...chart.series].sort((a, b) => Number(a.role === 'ours') - Number(b.role === 'ours'))) {
    const points = series.samples
      .filter(({ runs }) => runs.length > 0)
      .map((sample) => ({ sample, x: round(xOf(sample.x)), y: round(yOf(median(sample.runs))) }));
    const last = points.at(-1);
    if (!last) continue;
    const radius = series.role === 'ours' ? 4.5 : 3;
    const path = points
      .map(({ sample, x, y }, i) => `${i > 0 && follows(xs, points[i - 1]?.sample, sample) ? 'L' : 'M'}${x} ${y}`)
      .join('');
    const marks = points
      .map(({ sample, x, y }) => {
        const [low, high] = [round(yOf(Math.min(...sample.runs))), round(yOf(Math.max(...sample.runs)))];
        return `<line class="spread" x1="${x}" x2="${x}" y1="${low}" y2="${high}"/><circle cx="${x}" cy="${y}" r="${radius}">${title(series, sample, chart)}</circle>`;
      })
      .join('');
    lines.push(`<g class="${classOf(series, chart.series)}"><path d="${path}"/>${marks}</g>`);
    labels.push({ series, from: last, lines: isWide ? [series.name] : wrap(series.name), y: last.y });
  }
  const lineHeight = isWide ? 20 : 14;
  spreadLabels(labels, lineHeight, isWide ? 0 : 5, area.top, area.bottom + 6);
  const names = labels
    .map(({ series, from, lines: text, y }) => {
      const begin = from.x + 8;
      const bend = Math.max(begin, area.right - 4);
      const leader = `M${begin} ${from.y}L${bend} ${from.y}L${labelX - 6} ${round(y)}`;
      const spans = text
        .map((line, i) => `<tspan x="${labelX}" y="${round(y + 4 + (i - (text.length - 1) / 2) * lineHeight)}">${escapeHtml(line)}</tspan>`)
        .join('');
      return `<g class="${classOf(series, chart.series)}"><path class="leader" d="${leader}"/><text class="name">${spans}</text></g>`;
    })
    .join('');
  return { height, body: grid + foot + caption + lines.join('') + names };
}

/** Moves labels apart that would cover one another, as little as it can, within [top, bottom]. */
function spreadLabels(labels: Label[], lineHeight: number, gap: number, top: number, bottom: number): void {
  labels.sort((a, b) => a.y - b.y);
  const half = ({ lines }: Label): number => (lines.length * lineHeight + gap) / 2;
  let floor = top - lineHeight / 2;
  for (const label of labels) {
    label.y = Math.max(label.y, floor + half(label));
    floor = label.y + half(label);
  }
  let ceiling = bottom + lineHeight / 2;
  for (const label of labels.toReversed()) {
    label.y = Math.min(label.y, ceiling - half(label));
    ceiling = label.y - half(label);
  }
}

/** Whether the two stand side by side, with no missing value between them. */
const follows = (xs: readonly string[], one: Sample | undefined, next: Sample): boolean =>
  one !== undefined && xs.indexOf(next.x) === xs.indexOf(one.x) + 1;

function drawRows(chart: Chart, xs: readonly string[], scale: Scale, width: Width): Drawing {
  const isWide = width === 'wide';
  const area = isWide ? { left: 240, right: 690 } : { left: 4, right: 288 };
  const rowHeight = isWide ? 28 : 42;
  const xOf = (value: number): number => round(area.left + scale.place(value) * (area.right - area.left));
  let y = 8;
  const rows: string[] = [];
  for (const x of xs) {
    if (xs.length > 1) {
      rows.push(`<text class="group" x="0" y="${y + 18}">${escapeHtml(x)}</text>`);
      y += 30;
    }
    for (const series of chart.series) {
      const sample = series.samples.find((candidate) => candidate.x === x);
      if (!sample) continue;
      const middle = isWide ? y + rowHeight / 2 : y + rowHeight - 12;
      const name = isWide
        ? `<text class="name" x="${area.left - 14}" y="${middle + 4}" text-anchor="end">${escapeHtml(series.name)}</text>`
        : `<text class="name" x="${area.left}" y="${y + 17}">${escapeHtml(series.name)}</text>`;
      rows.push(`<g class="${classOf(series, chart.series)}">${name}${drawRow(chart, series, sample, scale, xOf, area, middle)}</g>`);
      y += rowHeight;
    }
    y += 8;
  }
  const grid = scale.ticks
    .map((tick, i) => {
      const x = xOf(tick);
      const anchor = i === 0 && !isWide ? 'start' : 'middle';
      return `<line class="grid" x1="${x}" x2="${x}" y1="8" y2="${y}"/><text class="tick" x="${x}" y="${y + 18}" text-anchor="${anchor}">${showTick(tick)}</text>`;
    })
    .join('');
  return { height: y + 28, body: grid + rows.join('') };
}

function drawRow(
  chart: Chart,
  series: Series,
  sample: Sample,
  scale: Scale,
  xOf: (value: number) => number,
  area: { readonly left: number; readonly right: number },
  middle: number,
): string {
  if (sample.runs.length === 0) return `<text class="absent" x="${area.left + 6}" y="${middle + 4}">no value</text>`;
  const value = median(sample.runs);
  const [low, high] = [xOf(Math.min(...sample.runs)), xOf(Math.max(...sample.runs))];
  const thickness = 12;
  const mark = scale.isLog
    ? `<line class="stem" x1="${area.left}" x2="${xOf(value)}" y1="${middle}" y2="${middle}"/><circle cx="${xOf(value)}" cy="${middle}" r="5">${title(series, sample, chart)}</circle>`
    : `<rect x="${area.left}" y="${middle - thickness / 2}" width="${Math.max(1, round(xOf(value) - area.left))}" height="${thickness}" rx="2">${title(series, sample, chart)}</rect>`;
  const spread = `<line class="spread" x1="${low}" x2="${high}" y1="${middle}" y2="${middle}"/>`;
  return `${mark}${spread}<text class="value" x="${Math.max(high, xOf(value)) + 10}" y="${middle + 4}">${show(value)}</text>`;
}

/** What the pointer is shown. */
function title(series: Series, sample: Sample, chart: Chart): string {
  return `<title>${escapeHtml(`${series.name}, ${sample.x}: ${show(median(sample.runs))} ${chart.unit}`)}</title>`;
}

const showTick = (tick: number): string => tick.toLocaleString('en', { maximumSignificantDigits: 6 });

/** "200,000" → "200k", "1,000,000" → "1M"; what is no number stays. */
function shortNumber(text: string): string {
  const number = Number(text.replaceAll(',', ''));
  if (Number.isNaN(number)) return text;
  return new Intl.NumberFormat('en', { notation: 'compact' }).format(number).replace('K', 'k');
}

/** In two lines where the name is long, at the sign nearest to its middle. */
function wrap(name: string): string[] {
  if (name.length <= 15) return [name];
  const places = [...name.matchAll(/[/ -]/g)].map(({ index }) => index + 1);
  const at = places.sort((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))[0];
  return at === undefined ? [name] : [name.slice(0, at).trim(), name.slice(at)];
}

const round = (value: number): number => Math.round(value * 10) / 10;
