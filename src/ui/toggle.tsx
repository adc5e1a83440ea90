import type { JSX } from 'preact';
import { useIsLocked } from './locks.ts';

/** A switch for a list, disabled where the organisation has fixed it. `labelledBy` is the id of the words that say what is switched. */
export function Toggle({
  isOn,
  labelledBy,
  describedBy,
  list,
  onChange,
}: {
  readonly isOn: boolean;
  readonly labelledBy: string;
  readonly describedBy?: string;
  /** Id of the list that is switched; a handle for tests as well. */
  readonly list: string;
  readonly onChange: (isOn: boolean) => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class="toggle"
      role="switch"
      data-list={list}
      aria-checked={isOn}
      disabled={useIsLocked(`lists/${list}`)}
      aria-labelledby={labelledBy}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      onClick={() => onChange(!isOn)}
    />
  );
}
