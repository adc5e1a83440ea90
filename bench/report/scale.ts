/** From values to places along an axis. */

export interface Scale {
  /** Values that get a line and a label. */
  readonly ticks: readonly number[];
  readonly isLog: boolean;
  /** 0 at the beginning of the axis, 1 at its end; values beyond stay at the edge. */
  place(value: number): number;
}

/** Sizes that lie further apart than this are drawn on a logarithmic axis. */
const DECADES = 25;

/** An axis on which all positive `values` have a place. A linear one begins at zero. */
export function chooseScale(values: readonly number[]): Scale {
  const positive = values.filter((value) => value > 0);
  const largest = Math.max(...positive);
  const smallest = Math.min(...positive);
  if (positive.length === 0) return linear(1);
  return largest / smallest > DECADES ? logarithmic(smallest, largest) : linear(largest);
}

function linear(largest: number): Scale {
  const step = STEPS.map((part) => part * 10 ** Math.floor(Math.log10(largest / 4))).find((size) => largest / size <= 5) ?? largest;
  const end = Math.ceil(largest / step) * step;
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, i) => Number((i * step).toPrecision(12)));
  return { ticks, isLog: false, place: (value) => clamp(value / end) };
}

const STEPS = [1, 2, 2.5, 5, 10, 20];

function logarithmic(smallest: number, largest: number): Scale {
  const begin = roundTo(smallest, [5, 2, 1], (step) => step <= smallest * 0.95);
  const end = roundTo(largest, [1, 2, 5, 10], (step) => step >= largest * 1.05);
  const ticks: number[] = [];
  for (let power = Math.ceil(Math.log10(begin) - 1e-9); power <= Math.log10(end) + 1e-9; power++)
    ticks.push(Number((10 ** power).toPrecision(3)));
  const [low, high] = [Math.log10(begin), Math.log10(end)];
  return { ticks, isLog: true, place: (value) => (value > 0 ? clamp((Math.log10(value) - low) / (high - low)) : 0) };
}

/** The first of `parts` times the power of ten of `value` that is good; the power below or above is tried too. */
function roundTo(value: number, parts: readonly number[], isGood: (step: number) => boolean): number {
  const power = Math.floor(Math.log10(value));
  const powers = parts[0] === 1 ? [power, power + 1] : [power, power - 1];
  for (const exponent of powers) {
    for (const part of parts) if (isGood(part * 10 ** exponent)) return part * 10 ** exponent;
  }
  return value;
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
