/** Parts of a content script's report that most tests do not care about. */
import type { ContentCalls, FrameCoverage } from '../../src/messaging/calls.ts';

/** A frame of one block. */
export const coverage: FrameCoverage = { blocks: 1, characters: 10, fields: 0, cells: 0, attributes: 0, shadowRoots: 0, unread: [] };

/** Nothing scrolled away, no line items. */
export const noNews: Pick<Parameters<ContentCalls['screen']>[0], 'away' | 'returned' | 'lines'> = {
  away: [],
  returned: [],
  lines: { lines: [], gone: [], tables: null },
};
