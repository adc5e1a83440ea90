import type { JSX } from 'preact';
import type { Report } from '../../core/finding.ts';
import { isOwnListId } from '../../core/own-list.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { LocalText } from '../../ui/text.tsx';

type Lists = Report['lists']['incomplete'];

/** Enabled lists whose members are not all known. What ails a list of the organisation's own can be mended, so it is said at once. */
export function IncompleteLists({ lists, onSettings }: { readonly lists: Lists; readonly onSettings: () => void }): JSX.Element {
  const { t } = useUi().translator;
  const own = lists.filter(({ id }) => isOwnListId(id));
  const bundled = lists.filter(({ id }) => !isOwnListId(id));
  return (
    <div class="panel">
      {own.length > 0 && <Notes lists={own} />}
      {bundled.length > 0 && (
        <>
          <p>{t('state_incomplete')}</p>
          <ul class="incomplete-names">
            {bundled.map((list) => (
              <li key={list.id} class="tag">
                <LocalText text={list.name} />
              </li>
            ))}
          </ul>
          <Disclosure label={t('state_incomplete_details')}>
            <Notes lists={bundled} />
          </Disclosure>
        </>
      )}
      <Button icon="settings" label={t('action_lists_in_settings')} onClick={onSettings} />
    </div>
  );
}

function Notes({ lists }: { readonly lists: Lists }): JSX.Element {
  return (
    <ul class="incomplete">
      {lists.map(({ id, name, note }) => (
        <li key={id}>
          <strong class="foreign">
            <LocalText text={name} />
          </strong>
          {note !== undefined && (
            <p class="quiet small">
              <LocalText text={note} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
