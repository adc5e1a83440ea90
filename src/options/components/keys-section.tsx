import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Shortcut } from '../../platform/commands.ts';
import { useUi } from '../../ui/context.ts';

/** Words for each command, in the order in which they are shown. */
const commands: readonly (readonly [name: string, message: string])[] = [
  ['_execute_action', 'command_open'],
  ['next-finding', 'command_next'],
  ['previous-finding', 'command_previous'],
  ['open-card', 'command_card'],
  ['toggle-pause', 'command_pause'],
];

/** What the keyboard can do, with the keys as the browser has them now; only the browser itself can change them. */
export function KeysSection({ getShortcuts }: { readonly getShortcuts: () => Promise<readonly Shortcut[]> }): JSX.Element {
  const { t } = useUi().translator;
  const [shortcuts, setShortcuts] = useState<readonly Shortcut[]>([]);
  useEffect(() => {
    let isGone = false;
    getShortcuts().then(
      (answer) => {
        if (!isGone) setShortcuts(answer);
      },
      (error: unknown) => console.error('settings: the shortcuts could not be read', error),
    );
    return () => {
      isGone = true;
    };
  }, [getShortcuts]);
  return (
    <section id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">{t('section_keys')}</h2>
      <p class="quiet">{t('keys_intro')}</p>
      <ul class="rows">
        {commands.map(([name, message]) => {
          const keys = shortcuts.find((shortcut) => shortcut.name === name)?.keys ?? '';
          return (
            <li key={name} data-command={name}>
              <span>{t(message)}</span>
              {keys === '' ? <span class="quiet small">{t('keys_none')}</span> : <kbd>{keys}</kbd>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
