/** Drawings of 16 × 16 that stand beside words, never instead of them: all are hidden from assistive technology. */
import type { JSX } from 'preact';

const shapes = {
  restricted: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5zM3.6 3.6l8.8 8.8',
  clean: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5zM5.2 8.2l2 2 3.7-4.2',
  partial: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5zM8 4.6v4M8 11.2v.2',
  question:
    'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5zM6.2 6.3c.2-1.2 1-1.7 1.9-1.7 1 0 1.8.6 1.8 1.6 0 1.4-1.9 1.5-1.9 2.7M8 11.2v.2',
  waiting: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5zM8 4.5V8l2.3 1.6',
  locked: 'M3.75 7.25h8.5v6h-8.5zM5.5 7.25V5a2.5 2.5 0 0 1 5 0v2.25',
  paused: 'M5.5 3.5v9M10.5 3.5v9',
  resume: 'M5 3.25v9.5l7-4.75z',
  again: 'M13 8a5 5 0 1 1-1.5-3.55M13 2.25v3h-3',
  settings:
    'M2 4.5h5.5M11 4.5h3M2 11.5h3M8.5 11.5H14M9.25 2.75a1.75 1.75 0 1 0 0 3.5a1.75 1.75 0 0 0 0-3.5zM6.75 9.75a1.75 1.75 0 1 0 0 3.5a1.75 1.75 0 0 0 0-3.5z',
  chevron: 'M6 3.75L10.25 8 6 12.25',
  up: 'M8 13V3.5M4 7.25l4-4 4 4',
  down: 'M8 3v9.5M4 8.75l4 4 4-4',
  leave: 'M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3L7.5 8.5',
  conflict: 'M8 2.25l6.25 11H1.75zM8 6.5v3.25M8 11.4v.2',
  lens: 'M7 2.25a4.75 4.75 0 1 0 0 9.5a4.75 4.75 0 0 0 0-9.5zM10.4 10.4l3.6 3.6',
  off: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5zM5 8h6',
} as const;

export type IconName = keyof typeof shapes;

/** One drawing, in the colour of the text around it. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[name]} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
