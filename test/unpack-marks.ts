import type { Mark, PackedMarks } from '../src/messaging/calls.ts';
import { MARK_SIZE, unpackMark } from '../src/messaging/marks.ts';

/** All marks of a message. */
export function unpackMarks(marks: PackedMarks): Mark[] {
  return Array.from({ length: marks.numbers.length / MARK_SIZE }, (_, i) => unpackMark(marks, i * MARK_SIZE));
}
