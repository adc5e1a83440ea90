import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Category } from '../../core/model.ts';
import type { OwnList } from '../../core/own-list.ts';
import { isListEnabled } from '../../core/policy.ts';
import type { Settings } from '../../settings/schema.ts';
import { useUi } from '../../ui/context.ts';
import { useIsLocked } from '../../ui/locks.ts';
import type { TaskFailure } from '../import/messages.ts';
import { switchList } from '../lists.ts';
import type { OwnListsConnection } from '../own-lists-connection.ts';
import { Failure } from './failure.tsx';
import { ImportEndNote } from './import-end.tsx';
import { ImportSteps } from './import-steps.tsx';
import { addressOf, type ListKind } from './kinds.ts';
import { OwnListCard } from './own-list-card.tsx';
import { SourceForm } from './source-form.tsx';
import { useImport } from './use-import.ts';

export interface OverviewProps {
  readonly kind: ListKind;
  /** Null until read. */
  readonly lists: readonly OwnList[] | null;
  readonly connection: OwnListsConnection;
  readonly categories: readonly Category[];
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
  readonly onRemove: (id: string) => void;
}

/** Every list of a kind, and the ways to another; an import that has begun takes their place. */
export function Overview({ kind, lists, connection, categories, settings, onChange, onRemove }: OverviewProps): JSX.Element {
  const { t } = useUi().translator;
  const importing = useImport(connection, { kind, categories, target: undefined });
  const isClosed = useIsLocked('features/import');
  const [failure, setFailure] = useState<TaskFailure | null>(null);
  if (importing.state.step !== 'source') {
    const titles = lists?.map(({ title }) => title) ?? [];
    return <ImportSteps model={importing} kind={kind} categories={categories} isReplacement={false} titles={titles} />;
  }

  const make = async (title: string): Promise<void> => {
    const outcome = await connection.begin(kind, title);
    if (outcome.kind === 'done') location.hash = addressOf(outcome.value);
    else if (outcome.kind === 'refused') setFailure(outcome.failure);
  };
  return (
    <>
      <p class="quiet">{t(kind === 'restricted' ? 'own_intro' : 'approved_intro')}</p>
      {isClosed ? (
        <div class="notice">
          <p>{t('policy_closed')}</p>
        </div>
      ) : (
        <SourceForm kind={kind} onFile={importing.open} onMake={(title) => void make(title)} />
      )}
      <Failure failure={failure} />
      <ImportEndNote end={importing.state.end} />
      {lists?.length === 0 && <p class="quiet">{t('own_none')}</p>}
      {lists?.map((list) => (
        <OwnListCard
          key={list.id}
          list={list}
          isOn={isListEnabled(list, settings)}
          onSwitch={(isOn) => onChange({ lists: switchList(list, settings, isOn) })}
          onRemove={() => onRemove(list.id)}
        />
      ))}
    </>
  );
}
