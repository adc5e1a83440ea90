import type { JSX } from 'preact';
import type { Coverage, Report } from '../../core/finding.ts';
import { Button } from '../../ui/button.tsx';
import type { Translator } from '../../ui/connect.ts';
import { useUi } from '../../ui/context.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { LocalText } from '../../ui/text.tsx';
import { count, keyOf } from '../../ui/translate.ts';

export interface CoverageProps {
  readonly coverage: Coverage;
  readonly lists: Report['lists'];
  readonly onSettings: () => void;
}

/** What was read and what was not, in one line that opens. */
export function CoverageLine({ coverage, lists, onSettings }: CoverageProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const numbers = new Intl.NumberFormat(translator.language);
  return (
    <section class="coverage small" data-coverage="">
      <Disclosure look="quiet" label={describeCoverage(translator, coverage)}>
        <dl class="facts">
          <dt>{t('coverage_passages')}</dt>
          <dd>{numbers.format(coverage.blocks)}</dd>
          <dt>{t('coverage_characters')}</dt>
          <dd>{numbers.format(coverage.characters)}</dd>
          <dt>{t('coverage_cells')}</dt>
          <dd>{numbers.format(coverage.cells)}</dd>
          <dt>{t('coverage_fields')}</dt>
          <dd>{numbers.format(coverage.fields)}</dd>
          <dt>{t('coverage_attributes')}</dt>
          <dd>{numbers.format(coverage.attributes)}</dd>
          <dt>{t('coverage_frames')}</dt>
          <dd>{numbers.format(coverage.frames)}</dd>
          <dt>{t('coverage_shadow_roots')}</dt>
          <dd>{numbers.format(coverage.shadowRoots)}</dd>
          {coverage.unread.map((gap) => (
            <UnreadRow key={gap.what} what={gap.what} amount={gap.count} />
          ))}
        </dl>
        {lists.incomplete.length > 0 && (
          <>
            <p class="coverage-lists">{count(translator, 'lists_incomplete', lists.incomplete.length)}</p>
            <ul class="incomplete">
              {lists.incomplete.map((list) => (
                <li key={list.id}>
                  <LocalText text={list.name} />
                </li>
              ))}
            </ul>
            <Button icon="settings" label={t('action_lists_in_settings')} onClick={onSettings} />
          </>
        )}
      </Disclosure>
    </section>
  );
}

function UnreadRow({ what, amount }: { readonly what: string; readonly amount: number }): JSX.Element {
  const { t } = useUi().translator;
  return (
    <>
      <dt>{t('coverage_not_read')}</dt>
      <dd>
        {t(keyOf('unread', what), amount)}
        <span class="quiet"> {t(keyOf('unread_why', what))}</span>
      </dd>
    </>
  );
}

/** "Read 1,204 passages in 2 frames; not read: images (3)". */
function describeCoverage(translator: Translator, coverage: Coverage): string {
  const { t } = translator;
  const read = t('coverage_read', count(translator, 'passages', coverage.blocks), count(translator, 'frames', coverage.frames));
  if (coverage.unread.length === 0) return read;
  const gaps = coverage.unread.map((gap) => t(keyOf('unread', gap.what), gap.count)).join(t('comma'));
  return t('coverage_with_gaps', read, gaps);
}
