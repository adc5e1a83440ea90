import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSavingNote, SAVED_MS, type Saving } from '../../src/options/saving-note.ts';

let shown: Saving[];
let note: ReturnType<typeof createSavingNote>;
beforeEach(() => {
  vi.useFakeTimers();
  shown = [];
  note = createSavingNote((saving) => shown.push(saving));
});
afterEach(() => {
  vi.useRealTimers();
});

test('that a change was stored is said for a while, from the last change on', () => {
  note.say('saved');
  vi.advanceTimersByTime(SAVED_MS - 1);
  note.say('saved');
  vi.advanceTimersByTime(SAVED_MS - 1);
  expect(shown).toEqual(['saved', 'saved']);
  vi.advanceTimersByTime(1);
  expect(shown).toEqual(['saved', 'saved', 'idle']);
});

test('a failure stays, also after a change that was stored just before', () => {
  note.say('saved');
  note.say('failed');
  vi.advanceTimersByTime(10 * SAVED_MS);
  expect(shown).toEqual(['saved', 'failed']);
});

test('nothing is said to a page that is gone', () => {
  note.say('saved');
  note.stop();
  vi.advanceTimersByTime(10 * SAVED_MS);
  expect(shown).toEqual(['saved']);
});
