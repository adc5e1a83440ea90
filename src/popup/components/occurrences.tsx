import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Finding } from '../../core/finding.ts';
import { IconButton } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { count, keyOf } from '../../ui/translate.ts';

/** More than this many quotes push alternatives out of sight. */
const shownAtFirst = 3;

export interface OccurrencesProps {
  readonly findings: readonly Finding[];
  /** Shows the place on the page; false when it is gone. */
  readonly onReveal: (id: string) => Promise<boolean>;
}

/** The places as quoted text. Pressing one, or stepping through them, shows it on the page. */
export function Occurrences({ findings, onReveal }: OccurrencesProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const [current, setCurrent] = useState(-1);
  const [showsAll, setShowsAll] = useState(false);
  const [isGone, setGone] = useState(false);
  const reveal = (index: number): void => {
    const finding = findings[index];
    if (finding === undefined) return;
    setCurrent(index);
    if (index >= shownAtFirst) setShowsAll(true);
    onReveal(finding.id).then(
      (isThere) => setGone(!isThere),
      () => setGone(true),
    );
  };
  const visible = showsAll ? findings : findings.slice(0, shownAtFirst);
  return (
    <>
      <div class="stepper">
        <h4 class="stepper-title">
          {current < 0 ? count(translator, 'places', findings.length) : t('place_of', current + 1, findings.length)}
        </h4>
        <IconButton icon="up" label={t('action_previous')} onClick={() => reveal(current <= 0 ? findings.length - 1 : current - 1)} />
        <IconButton icon="down" label={t('action_next')} onClick={() => reveal((current + 1) % findings.length)} />
      </div>
      <ol class="quotes">
        {visible.map((finding, index) => (
          <li key={finding.id} data-finding={finding.id}>
            <button
              type="button"
              class="quote"
              title={t('action_reveal')}
              {...(index === current ? { 'aria-current': 'true' } : {})}
              onClick={() => reveal(index)}
            >
              <span class="foreign" dir="auto">
                {finding.match.before}
                <mark>{finding.match.text}</mark>
                {finding.match.after}
              </span>
              <span class="quote-role quiet small">{t(keyOf('role', finding.match.role))}</span>
            </button>
          </li>
        ))}
      </ol>
      {visible.length < findings.length && (
        <button type="button" class="button button-plain" onClick={() => setShowsAll(true)}>
          {t('action_all_places', findings.length)}
        </button>
      )}
      <p role="status" class="gone small">
        {isGone ? t('place_gone') : ''}
      </p>
    </>
  );
}
