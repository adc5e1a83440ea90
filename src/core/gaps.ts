/** What was left unread. */
import type { UnreadKind } from './finding.ts';

/** Parts left unread that a clean verdict must not hide. Pictures and canvases are on most pages and say so in the popup. */
export const SERIOUS_GAPS: ReadonlySet<UnreadKind> = new Set(['budget', 'matches', 'grid-rows', 'frame', 'embed', 'failure']);
