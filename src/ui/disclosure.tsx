import type { ComponentChildren, JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';

export interface DisclosureProps {
  readonly label: ComponentChildren;
  /** What the line is of, for those who hear it among others of the same words. */
  readonly of?: string;
  /** Shown at the end of the line, such as a count. */
  readonly aside?: ComponentChildren;
  readonly openAtFirst?: boolean;
  /** How prominent the line is: a product, a part of the page, a quiet remark; by default part of running text. */
  readonly look?: 'item' | 'part' | 'quiet' | 'link';
  /** Level of the heading that wraps the button; none when absent. */
  readonly level?: 2 | 3 | 4;
  readonly children: ComponentChildren;
}

/** A line that opens. What it hides is not built until it is opened: lists hold hundreds of members. */
export function Disclosure({ label, of, aside, openAtFirst = false, look, level, children }: DisclosureProps): JSX.Element {
  const [isOpen, setOpen] = useState(openAtFirst);
  const panel = useId();
  const kind = look === undefined ? '' : `disclosure-${look}`;
  const button = (
    <button
      type="button"
      class={`disclosure-button ${kind}`}
      aria-expanded={isOpen}
      {...(isOpen ? { 'aria-controls': panel } : {})}
      onClick={() => setOpen(!isOpen)}
    >
      <Icon name="chevron" />
      <span class="disclosure-label">
        {label}
        {of !== undefined && <span class="visually-hidden">: {of}</span>}
      </span>
      {aside !== undefined && <span class="disclosure-aside small">{aside}</span>}
    </button>
  );
  const Heading = level === undefined ? null : (`h${level}` as const);
  return (
    <div class="disclosure">
      {Heading === null ? button : <Heading>{button}</Heading>}
      {isOpen && (
        <div class={`disclosure-panel ${kind}`} id={panel}>
          {children}
        </div>
      )}
    </div>
  );
}
