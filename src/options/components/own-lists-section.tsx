import type { JSX } from 'preact';
import { isListEnabled } from '../../core/policy.ts';
import type { Settings } from '../../settings/schema.ts';
import { useUi } from '../../ui/context.ts';
import { useIsLocked } from '../../ui/locks.ts';
import { switchList, withoutSwitch } from '../lists.ts';
import type { OwnListsConnection } from '../own-lists-connection.ts';
import { useOwnLists } from '../use-own-lists.ts';
import { ImportForm } from './import-form.tsx';
import { ImportStatus } from './import-status.tsx';
import { OwnListCard } from './own-list-card.tsx';

export interface OwnListsSectionProps {
  readonly connection: OwnListsConnection;
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** The organisation's own lists, and the way to import another. */
export function OwnListsSection({ connection, settings, onChange }: OwnListsSectionProps): JSX.Element {
  const { t } = useUi().translator;
  const { lists, problem, importing, start, cancel, remove } = useOwnLists(connection);
  const isClosed = useIsLocked('features/import');
  return (
    <section id="own" aria-labelledby="own-title">
      <h2 id="own-title">{t('section_own')}</h2>
      <p class="quiet">{t('own_intro')}</p>
      {problem !== null && (
        <div class="notice notice-alert" role="alert">
          <p>{t(`own_${problem}`)}</p>
        </div>
      )}
      {isClosed && <p class="notice">{t('policy_closed')}</p>}
      {!isClosed && importing.kind !== 'running' && <ImportForm onFile={start} />}
      <ImportStatus state={importing} onCancel={cancel} />
      {lists?.map((list) => (
        <OwnListCard
          key={list.id}
          list={list}
          isOn={isListEnabled(list, settings)}
          onSwitch={(isOn) => onChange({ lists: switchList(list, settings, isOn) })}
          onRemove={async () => {
            if (await remove(list.id)) onChange({ lists: withoutSwitch(list.id, settings.lists) });
          }}
        />
      ))}
    </section>
  );
}
