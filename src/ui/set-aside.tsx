import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Exemption } from '../core/policy.ts';
import { Button } from './button.tsx';
import { useUi } from './context.ts';
import { useIsLocked } from './locks.ts';

type Choice = Pick<Exemption, 'product' | 'reason'>;

export interface SetAsideProps {
  /** Name of what is set aside; for assistive technology, where several such buttons stand on one page. */
  readonly what: string;
  /** The narrower first. One is no choice and is not asked for. */
  readonly choices: readonly { readonly product: string | undefined; readonly label: string }[];
  readonly onSetAside: (choice: Choice) => void;
}

/** A sentence or two; it is read in a line. */
const MAX_REASON = 300;

/** "Set aside…", which opens to what and why. */
export function SetAside(props: SetAsideProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return isOpen ? (
    <SetAsideForm {...props} onCancel={() => setOpen(false)} />
  ) : (
    <SetAsideButton what={props.what} onClick={() => setOpen(true)} />
  );
}

/** Opens a `SetAsideForm`. */
export function SetAsideButton({ what, onClick }: Pick<SetAsideProps, 'what'> & { readonly onClick: () => void }): JSX.Element {
  const { t } = useUi().translator;
  return (
    <button
      type="button"
      class="button button-plain set-aside-open"
      aria-label={t('exempt_open_for', what)}
      disabled={useIsLocked('exemptions')}
      onClick={onClick}
    >
      {t('exempt_open')}
    </button>
  );
}

/** What is set aside, and why. Without a reason nothing is. */
export function SetAsideForm({ what, choices, onSetAside, onCancel }: SetAsideProps & { readonly onCancel: () => void }): JSX.Element {
  const { t } = useUi().translator;
  const [chosen, setChosen] = useState(0);
  const [isMissing, setMissing] = useState(false);
  const reason = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => reason.current?.focus(), []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const written = reason.current?.value.trim() ?? '';
    setMissing(written === '');
    if (written === '') reason.current?.focus();
    else onSetAside({ product: choices[chosen]?.product, reason: written });
  };
  return (
    <form class="set-aside" aria-label={t('exempt_open_for', what)} onSubmit={submit}>
      {choices.length > 1 && (
        <>
          <label for={`${id}-what`}>{t('exempt_what')}</label>
          <select id={`${id}-what`} value={chosen} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
            {choices.map(({ label }, index) => (
              <option key={index} value={index}>
                {label}
              </option>
            ))}
          </select>
        </>
      )}
      <label for={`${id}-why`}>{t('exempt_reason')}</label>
      <input
        id={`${id}-why`}
        ref={reason}
        type="text"
        maxLength={MAX_REASON}
        placeholder={t('exempt_reason_example')}
        aria-invalid={isMissing}
        aria-describedby={`${id}-hint`}
      />
      <p id={`${id}-hint`} class={isMissing ? 'small set-aside-missing' : 'quiet small'} role={isMissing ? 'alert' : undefined}>
        {t(isMissing ? 'exempt_reason_missing' : 'exempt_hint')}
      </p>
      <p class="buttons">
        <button type="submit" class="button button-main">
          {t('exempt_do')}
        </button>
        <Button label={t('exempt_cancel')} onClick={onCancel} />
      </p>
    </form>
  );
}
