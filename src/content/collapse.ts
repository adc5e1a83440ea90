/**
 * White space as a reader sees it: every run is one space, none at the edges of a block. The way back from a collapsed
 * offset to one in the node is computed when a mark is drawn, not stored: marks are few, characters are many.
 */

const RUN = /[ \t\n\f\r]+/g;
const UNEVEN = /[\t\n\f\r]| {2}/;
const INK = /[^ \t\n\f\r]/;

const SPACE = 0x20;

function isSpace(code: number): boolean {
  return code === SPACE || (code >= 0x09 && code <= 0x0d && code !== 0x0b);
}

/** Whether the text is nothing but white space (or empty). A no-break space is ink: names contain it. */
export function isBlank(text: string): boolean {
  return !INK.test(text);
}

/** The text with every run of white space as one space. Edges stay. */
export function collapse(text: string): string {
  return UNEVEN.test(text) ? text.replace(RUN, ' ') : text;
}

/** Walks raw text once, forwards, for ascending collapsed offsets. */
export interface OffsetCursor {
  /** Raw offset of the `offset`-th collapsed unit; the raw length when there are fewer. */
  rawOf(offset: number): number;
}

/**
 * A cursor over `raw` from its unit `from` on. `dropLeading`: the run before was white space already (or a block edge),
 * so that leading white space adds nothing. A step back starts again from the beginning.
 */
export function createOffsetCursor(raw: string, from: number, dropLeading: boolean): OffsetCursor {
  let at = from;
  let done = 0;
  let afterSpace = dropLeading;
  return {
    rawOf(offset) {
      if (offset < done) {
        at = from;
        done = 0;
        afterSpace = dropLeading;
      }
      for (; at < raw.length; at += 1) {
        const space = isSpace(raw.charCodeAt(at));
        if (space && afterSpace) continue;
        if (done === offset) return at;
        done += 1;
        afterSpace = space;
      }
      return raw.length;
    },
  };
}
