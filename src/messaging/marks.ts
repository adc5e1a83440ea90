/**
 * Marks as they are sent. A page may get thousands of them, of which a screenful is drawn: as numbers they are unpacked in a
 * fifth of the time that objects take, and no object is made of a mark before it is near the window.
 */
import { findingId, readFindingId } from '../core/finding-id.ts';
import type { Mark, PackedMarks } from './calls.ts';

/** Numbers of one mark: block, start, end, place of the level in `LEVELS`. */
export const MARK_SIZE = 4;

const LEVELS: readonly Mark['level'][] = ['confirmed', 'possible', 'former', 'asked'];

export const NO_MARKS: PackedMarks = { frame: 0, numbers: [] };

/** In any order; packed by block and start. */
export function packMarks(frame: number, marks: readonly Omit<Mark, 'id'>[]): PackedMarks {
  const inOrder = [...marks].sort((a, b) => a.block - b.block || a.start - b.start);
  return { frame, numbers: inOrder.flatMap(({ block, start, end, level }) => [block, start, end, LEVELS.indexOf(level)]) };
}

/** The mark whose numbers begin there. */
export function unpackMark({ frame, numbers }: PackedMarks, at: number): Mark {
  const block = numbers[at] ?? 0;
  const start = numbers[at + 1] ?? 0;
  return { id: findingId(frame, block, start), block, start, end: numbers[at + 2] ?? 0, level: LEVELS[numbers[at + 3] ?? 0] ?? 'possible' };
}

/** Ids of the blocks that have marks, each once. */
export function* blocksOf({ numbers }: PackedMarks): Generator<number> {
  for (let at = 0; at < numbers.length; at += MARK_SIZE) {
    if (at === 0 || numbers[at] !== numbers[at - MARK_SIZE]) yield numbers[at] as number;
  }
}

export function hasMark({ frame, numbers }: PackedMarks, id: string): boolean {
  const wanted = readFindingId(id);
  if (wanted?.frame !== frame) return false;
  for (let at = 0; at < numbers.length; at += MARK_SIZE) {
    if (numbers[at] === wanted.block && numbers[at + 1] === wanted.start) return true;
  }
  return false;
}
