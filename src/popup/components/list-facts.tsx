import type { JSX } from 'preact';
import type { ListHit } from '../../core/finding.ts';
import { StatusTag, weighHit } from '../../ui/chips.tsx';
import { useUi } from '../../ui/context.ts';
import { describeDeadline, formatDate } from '../../ui/dates.ts';
import { Sources } from '../../ui/links.tsx';
import { ForeignText, LocalText } from '../../ui/text.tsx';
import { keyOf } from '../../ui/translate.ts';

/** What one list says of this vendor, how surely, since when, and where that is written. */
export function ListFacts({ hit }: { readonly hit: ListHit }): JSX.Element {
  const { translator, today } = useUi();
  const { t, language } = translator;
  const isOwn = hit.grade === 'own';
  const entry = [
    ...(isOwn ? [] : [t(keyOf('member', hit.entryStatus))]),
    t(keyOf('grade', hit.grade)),
    ...(hit.addedOn === undefined ? [] : [t('list_added', formatDate(language, hit.addedOn))]),
  ];
  return (
    <div class="list-facts">
      <p class="list-title">
        <strong>
          <LocalText text={hit.title} />
        </strong>{' '}
        {!isOwn && <StatusTag status={hit.listStatus} isWeak={weighHit(hit).weight === 'weak'} />}
      </p>
      <p class="small">
        <LocalText text={hit.summary} />
      </p>
      <dl class="facts">
        <dt>{t('label_entry')}</dt>
        <dd>{entry.join(' · ')}</dd>
        {hit.listedAs !== undefined && (
          <>
            <dt>{t('column_listed_as')}</dt>
            <dd>
              <ForeignText>{hit.listedAs}</ForeignText>
            </dd>
          </>
        )}
        {hit.note !== undefined && (
          <>
            <dt>{t('label_note')}</dt>
            <dd>
              <ForeignText>{hit.note}</ForeignText>
            </dd>
          </>
        )}
        {hit.effective !== undefined && (
          <>
            <dt>{t('label_effective')}</dt>
            <dd>{formatDate(language, hit.effective)}</dd>
          </>
        )}
        {hit.deadline !== undefined && (
          <>
            <dt>{t('label_deadline')}</dt>
            <dd>{describeDeadline(translator, hit.deadline, today)}</dd>
          </>
        )}
        {!isOwn && (
          <>
            <dt>{t('label_scope')}</dt>
            <dd>
              {t(hit.inScope ? 'scope_inside' : 'scope_outside')}
              {hit.scopeNote !== undefined && (
                <span class="quiet">
                  {' · '}
                  <LocalText text={hit.scopeNote} />
                </span>
              )}
            </dd>
          </>
        )}
        {hit.legalBasis !== undefined && (
          <>
            <dt>{t('label_legal_basis')}</dt>
            <dd>
              <LocalText text={hit.legalBasis} />
            </dd>
          </>
        )}
        {hit.sources.length > 0 && (
          <>
            <dt>{t('label_sources')}</dt>
            <dd>
              <Sources sources={hit.sources} shown={1} of={translator.pick(hit.title)} />
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
