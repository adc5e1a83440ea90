import type { JSX } from 'preact';

/** A switch. `labelledBy` is the id of the words that say what is switched. */
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
  /** Handle for tests: the id of the list that is switched. */
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
      aria-labelledby={labelledBy}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      onClick={() => onChange(!isOn)}
    />
  );
}
