import type { JSX } from 'preact';
import type { StoredSettings } from '../../settings/store.ts';
import { useUi } from '../../ui/context.ts';

/** Stored settings that could not be read and fell back to their default. Nothing when all is well. */
export function Problems({ problems }: { readonly problems: StoredSettings['problems'] }): JSX.Element | null {
  const { t } = useUi().translator;
  if (problems.length === 0) return null;
  return (
    <div class="notice notice-alert" role="alert">
      <p>{t('problems_intro')}</p>
      <ul>
        {problems.map((problem) => (
          <li key={problem.field}>
            <strong>{t(`field_${problem.field}`) === `field_${problem.field}` ? problem.field : t(`field_${problem.field}`)}</strong>
            <span class="foreign quiet"> {problem.reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
