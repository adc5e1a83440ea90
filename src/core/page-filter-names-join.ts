/** Filters of names → bytes, and those of several lists in one. */
import { NAMES_HEADER, NAMES_VERSION, type NameSections, readNames } from './page-filter-names.ts';

/** Names of all lists together; with more the filter would take longer to read than it saves. */
export const MAX_NAMES = 40_000;

/** A head and a rest in one number. */
export const HEAD_UNIT = 2 ** 32;

/** One filter of the names of several lists; undefined where there are too many, or where one was made by another version or fold. */
export function joinNameFilters(filters: readonly Uint8Array[], maxNames = MAX_NAMES): Uint8Array<ArrayBuffer> | undefined {
  const all: NameSections[] = [];
  for (const bytes of filters) {
    const read = readNames(bytes);
    if (read === undefined || read.fold !== (all[0] ?? read).fold) return undefined;
    all.push(read);
  }
  const [first] = all;
  if (first === undefined) return undefined;
  const names = new Set<number>();
  const symbols = new Map<number, number>();
  let beginnings = 0;
  for (const { heads, rests, units, beginnings: own } of all) {
    beginnings |= own;
    for (const [i, head] of heads.entries()) names.add(head * HEAD_UNIT + (rests[i] as number));
    for (let i = 0; i < units.length; i += 2) symbols.set(units[i] as number, units[i + 1] as number);
  }
  if (names.size > maxNames) return undefined;
  const units = [...symbols].sort(([a], [b]) => a - b).flat();
  return pack(first.fold, beginnings, Float64Array.from(names), units);
}

/** `units` as in `NameSections`; `names` is put in order. */
export function pack(fold: number, beginnings: number, names: Float64Array, units: readonly number[]): Uint8Array<ArrayBuffer> {
  names.sort();
  const size = 2 * NAMES_HEADER + 6 * names.length + 2 * units.length;
  const buffer = new ArrayBuffer(size);
  const halves = (value: number): number[] => [value & 0xffff, value >>> 16];
  new Uint16Array(buffer, 0, NAMES_HEADER).set([
    NAMES_VERSION,
    ...halves(fold),
    units.length / 2,
    ...halves(names.length),
    ...halves(beginnings),
  ]);
  const rests = 2 * NAMES_HEADER;
  const heads = rests + 4 * names.length;
  new Uint32Array(buffer, rests, names.length).set(Array.from(names, (name) => name % HEAD_UNIT));
  new Uint16Array(buffer, heads, names.length).set(Array.from(names, (name) => Math.floor(name / HEAD_UNIT)));
  new Uint16Array(buffer, heads + 2 * names.length).set(units);
  return new Uint8Array(buffer);
}
