import type { JSX } from 'preact';

/** A switch. `labelledBy` is the id of the words that say what is switched. */
export function Toggle({
  isOn,
  labelledBy,
  describedBy,
  onChange,
}: {
  readonly isOn: boolean;
  readonly labelledBy: string;
  readonly describedBy?: string;
  readonly onChange: (isOn: boolean) => void;
}): JSX.Element {
  return (
    <button
      type="button"
      class="toggle"
      role="switch"
      aria-checked={isOn}
      aria-labelledby={labelledBy}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      onClick={() => onChange(!isOn)}
    />
  );
}
