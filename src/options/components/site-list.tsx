import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useUi } from '../../ui/context.ts';
import { ForeignText } from '../../ui/text.tsx';

/** More are searched rather than read. */
const MANY = 10;

export interface SiteListProps {
  readonly names: readonly string[];
  /** What the list is of. */
  readonly label: string;
  /** Said in place of an empty list. */
  readonly empty: string;
  /** The one thing that can be done with each. */
  readonly action: string;
  readonly isFixed: boolean;
  readonly onAct: (name: string) => void;
}

/** Sites, each with a button. */
export function SiteList({ names, label, empty, action, isFixed, onAct }: SiteListProps): JSX.Element {
  const { t } = useUi().translator;
  const [wanted, setWanted] = useState('');
  if (names.length === 0) return <p class="quiet">{empty}</p>;
  const shown = names.filter((name) => name.includes(wanted.trim().toLowerCase()));
  return (
    <>
      {names.length > MANY && (
        <p class="site-search">
          <input
            type="search"
            aria-label={`${t('sites_search')}: ${label}`}
            placeholder={t('sites_search')}
            value={wanted}
            onInput={(event) => setWanted(event.currentTarget.value)}
          />
          <span class="quiet small" role="status">
            {t('sites_shown', shown.length, names.length)}
          </span>
        </p>
      )}
      <ul class="rows site-rows">
        {shown.map((name) => (
          <li key={name}>
            <ForeignText>{name}</ForeignText>
            {!isFixed && (
              <button type="button" class="button" aria-label={`${action}: ${name}`} onClick={() => onAct(name)}>
                {action}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
