import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Catalogue } from '../../core/model.ts';
import type { Settings } from '../../settings/schema.ts';
import { useUi } from '../../ui/context.ts';
import { withoutSwitch } from '../lists.ts';
import type { OwnListsConnection } from '../own-lists-connection.ts';
import { type ListKind, viewOf } from './kinds.ts';
import { ListPage } from './list-page.tsx';
import { Overview } from './overview.tsx';
import { useOwnLists } from './use-own-lists.ts';

export interface OwnSectionProps {
  readonly kind: ListKind;
  /** Id of the list that is shown; '' for all of them. */
  readonly shown: string;
  readonly connection: OwnListsConnection;
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** The organisation's own lists of one kind: all of them with the way to another, or one with its entries. */
export function OwnSection({ kind, shown, connection, catalogue, settings, onChange }: OwnSectionProps): JSX.Element {
  const { t } = useUi().translator;
  const model = useOwnLists(connection);
  const view = viewOf(kind);
  const lists = model.lists?.filter((list) => list.kind === kind) ?? null;
  const list = lists?.find(({ id }) => id === shown);
  const { categories } = catalogue;
  const heading = useRef<HTMLHeadingElement>(null);
  const [removed, setRemoved] = useState(0);
  useEffect(() => {
    // The button that had the focus went with the list.
    if (removed > 0) heading.current?.focus();
  }, [removed, shown]);
  const remove = async (id: string): Promise<void> => {
    if (!(await model.remove(id))) return;
    onChange({ lists: withoutSwitch(id, settings.lists) });
    setRemoved((count) => count + 1);
    if (shown !== '') location.hash = view;
  };
  return (
    <section id={view} aria-labelledby={`${view}-title`}>
      {shown !== '' && list !== undefined ? (
        <ListPage
          key={list.id}
          list={list}
          connection={connection}
          categories={categories}
          onRename={(title) => void model.rename(list.id, title)}
          onRemove={() => void remove(list.id)}
        />
      ) : (
        <h2 id={`${view}-title`} ref={heading} tabIndex={-1}>
          {t(`section_${view}`)}
        </h2>
      )}
      {model.problem !== null && (
        <div class="notice notice-alert" role="alert">
          <p>{t(`own_${model.problem}`)}</p>
        </div>
      )}
      {shown !== '' && lists !== null && list === undefined && (
        <p>
          {t('own_gone')} <a href={`#${view}`}>{t('own_back')}</a>
        </p>
      )}
      {shown === '' && (
        <Overview
          kind={kind}
          lists={lists}
          connection={connection}
          categories={categories}
          settings={settings}
          onChange={onChange}
          onRemove={(id) => void remove(id)}
        />
      )}
    </section>
  );
}
