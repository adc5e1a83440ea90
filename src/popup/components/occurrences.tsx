import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Finding, Line } from '../../core/finding.ts';
import type { Revealed } from '../../messaging/calls.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { wordLine } from '../../ui/lines.ts';
import { ForeignText, Part } from '../../ui/text.tsx';
import { count, keyOf } from '../../ui/translate.ts';
import { isSameLine, type Quote, quoteAround, quotePlace, stepPlace } from '../places.ts';

/** More than this many quotes push alternatives out of sight. */
const shownAtFirst = 3;

export interface OccurrencesProps {
  readonly findings: readonly Finding[];
  /** Whose places they are; for assistive technology. */
  readonly of: string;
  /** Shows the place on the page. */
  readonly onReveal: (id: string) => Promise<Revealed>;
}

/**
 * The places: the line item each stands in, and the text around it. Pressing one, or stepping through them, shows it on
 * the page, but for those that were scrolled away: there is nothing to show.
 */
export function Occurrences({ findings, of, onReveal }: OccurrencesProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const [current, setCurrent] = useState(-1);
  const [showsAll, setShowsAll] = useState(false);
  const [revealed, setRevealed] = useState<Revealed>('shown');
  const reveal = (index: number): void => {
    const finding = findings[index];
    if (finding === undefined) return;
    setCurrent(index);
    if (index >= shownAtFirst) setShowsAll(true);
    onReveal(finding.id).then(setRevealed, () => setRevealed('gone'));
  };
  const shown = findings.filter(({ isAway }) => isAway !== true).length;
  const visible = showsAll ? findings : findings.slice(0, shownAtFirst);
  return (
    <>
      <div class="stepper">
        <h4 class="stepper-title">
          {current < 0 ? count(translator, 'places', findings.length) : t('place_of', current + 1, findings.length)}
        </h4>
        {shown === 1 && <Button look="plain" label={t('action_reveal')} of={of} onClick={() => reveal(stepPlace(findings, -1, 1))} />}
        {shown > 1 && (
          <>
            <IconButton icon="up" label={t('action_previous')} of={of} onClick={() => reveal(stepPlace(findings, current, -1))} />
            <IconButton icon="down" label={t('action_next')} of={of} onClick={() => reveal(stepPlace(findings, current, 1))} />
          </>
        )}
      </div>
      <ol class="quotes">
        {visible.map((finding, index) => (
          <li key={finding.id} data-finding={finding.id}>
            {finding.isAway ? (
              <div class="quote quote-away">
                <Place finding={finding} isRepeated={isSameLine(findings[index - 1], finding)} />
              </div>
            ) : (
              <button
                type="button"
                class="quote"
                title={t('action_reveal')}
                {...(index === current ? { 'aria-current': 'true' } : {})}
                onClick={() => reveal(index)}
              >
                <Place finding={finding} isRepeated={isSameLine(findings[index - 1], finding)} />
              </button>
            )}
          </li>
        ))}
      </ol>
      {visible.length < findings.length && (
        <Button look="plain" label={t('action_all_places', findings.length)} of={of} onClick={() => setShowsAll(true)} />
      )}
      <p role="status" class="gone small">
        {revealed === 'shown' ? '' : t(`place_${revealed}`)}
      </p>
    </>
  );
}

/** One place; the line item is not told again where the place before stands in it too: it would be added up twice. */
function Place({ finding, isRepeated }: { readonly finding: Finding; readonly isRepeated: boolean }): JSX.Element {
  const { t } = useUi().translator;
  const { match, line, isAway } = finding;
  const quote = isRepeated ? quoteAround(match) : quotePlace(finding);
  // That a line item is offered goes without saying.
  const role = line !== undefined && match.role === 'offered' ? null : t(keyOf('role', match.role));
  return (
    <>
      {line !== undefined &&
        (isRepeated ? <span class="line quiet small">{t('line_same')}</span> : <LineView line={line} isPartFound={!quote?.text} />)}
      {quote !== null && <QuoteView quote={quote} />}
      {(role !== null || isAway) && (
        <span class="quote-foot quiet small">
          {role}
          {isAway && <span class="tag">{t('place_away')}</span>}
        </span>
      )}
    </>
  );
}

/** Number, part number, quantity, price and amount, as far as they are known; nothing where none is. */
function LineView({ line, isPartFound }: { readonly line: Line; readonly isPartFound: boolean }): JSX.Element | null {
  const groups = wordLine(useUi().translator, line);
  if (groups.length === 0) return null;
  return (
    <span class="line parts small">
      {groups.map((pieces, index) => (
        <Part key={pieces[0]?.look} isFirst={index === 0}>
          {pieces.map(({ look, text }) =>
            look === 'sign' ? (
              text
            ) : (
              <span key={look} class={`line-${look} foreign`} dir="auto">
                {look === 'part' && isPartFound ? <mark>{text}</mark> : text}
              </span>
            ),
          )}
        </Part>
      ))}
    </span>
  );
}

function QuoteView({ quote: { before, text, after, more } }: { readonly quote: Quote }): JSX.Element {
  return (
    <span class="quote-text">
      <span class="foreign" dir="auto">
        {before}
        {text !== '' && <mark>{text}</mark>}
        {after}
      </span>
      {more !== undefined && (
        <span class="quiet">
          {' · '}
          <ForeignText>{more}</ForeignText>
        </span>
      )}
    </span>
  );
}
