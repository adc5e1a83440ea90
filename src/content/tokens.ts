/** Every size, colour and time of what we draw on a page. */

/** Marks must read on white and on black, and leave the text as it is: mid-tone lines, a tint that is mostly air. */
export const MARK = {
  confirmed: { line: '2px solid rgb(217, 72, 15)', tint: 'rgba(232, 89, 12, 0.2)' },
  possible: { line: '2px dotted rgb(166, 128, 66)', tint: 'transparent' },
  asked: { line: '2px dotted rgb(96, 130, 172)', tint: 'transparent' },
  former: { line: '1px dashed rgb(134, 142, 150)', tint: 'transparent' },
} as const;

/** Bar beside a field or picture, CSS pixels. */
export const BAR = { width: 3, gap: 1 } as const;

/**
 * Bar beside a line item, CSS pixels: wide enough to be met by the eye when it runs down the edge of a table, slim enough to
 * fit into the padding of a cell. `inset` parts the bars of neighbouring lines; `reach` is how far the frame of a table may
 * lie outside of its rows for the bar to stand outside of the frame.
 */
export const ROW_BAR = { width: 3, gap: 3, inset: 2, reach: 16, colour: 'rgb(217, 72, 15)' } as const;

export const PULSE = { times: 3, periodMs: 600, ring: 3, colour: 'rgb(217, 72, 15)' } as const;

export const CARD = {
  width: 320,
  maxHeight: 420,
  /** Between mark and card, and between card and window edge. */
  gap: 6,
  margin: 8,
  padding: 12,
  radius: 8,
  font: '13px/1.45 system-ui, -apple-system, "Segoe UI", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif',
  smallFont: '12px/1.4 system-ui, -apple-system, "Segoe UI", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif',
  /** Pointer rests on a mark this long before the card opens; and may leave both this long before it closes. */
  openMs: 250,
  closeMs: 300,
  fadeMs: 120,
} as const;

export interface Palette {
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly edge: string;
  readonly hover: string;
  readonly link: string;
  readonly shadow: string;
  readonly verdict: Readonly<Record<keyof typeof MARK, string>>;
}

export const LIGHT: Palette = {
  surface: '#ffffff',
  text: '#1f2328',
  muted: '#59636e',
  edge: '#d1d9e0',
  hover: '#eef1f4',
  link: '#0b5cad',
  shadow: '0 6px 20px rgba(31, 35, 40, 0.18)',
  verdict: { confirmed: '#b93a07', possible: '#7a5a1e', asked: '#3d5f8a', former: '#59636e' },
};

export const DARK: Palette = {
  surface: '#1e2227',
  text: '#e6e9ec',
  muted: '#a4adb6',
  edge: '#3d444d',
  hover: '#2b3138',
  link: '#7cb8ff',
  shadow: '0 6px 20px rgba(0, 0, 0, 0.5)',
  verdict: { confirmed: '#ff9b6b', possible: '#d8b26a', asked: '#9dbbe0', former: '#a4adb6' },
};
