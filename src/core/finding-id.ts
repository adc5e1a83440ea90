/** Ids of findings. The popup, the marks of a page and the worker know a finding by nothing else. */

/** `start` is the offset of the match in its block. */
export function findingId(frame: number, block: number, start: number): string {
  return `${frame}:${block}:${start}`;
}

/** What an id says; null for a text that is none. */
export function readFindingId(id: string): { readonly frame: number; readonly block: number; readonly start: number } | null {
  const [, frame, block, start] = /^(\d+):(\d+):(\d+)$/.exec(id) ?? [];
  return start === undefined ? null : { frame: Number(frame), block: Number(block), start: Number(start) };
}
