import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Settings } from '../../settings/schema.ts';
import { LockNote } from '../../ui/lock-note.tsx';
import { useIsLocked } from '../../ui/locks.ts';

export interface ChoiceProps<Value extends string> {
  /** The setting that is chosen. */
  readonly field: keyof Settings;
  readonly label: string;
  readonly hint?: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, as a drop-down with its label and a sentence on what it does. */
export function Choice<Value extends string>({ field, label, hint, value, options, onChange }: ChoiceProps<Value>): JSX.Element {
  const id = useId();
  return (
    <div class="choice">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={useIsLocked(field)}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <LockNote of={field} />
      {hint !== undefined && (
        <p id={`${id}-hint`} class="quiet small">
          {hint}
        </p>
      )}
    </div>
  );
}
