import type { JSX } from 'preact';
import { useUi } from '../../ui/context.ts';
import { type View, views } from '../use-view.ts';

const wayFinder = views.filter((name) => name !== 'set-up');

/** The name and the way to each part of the settings. */
export function Sidebar({ version, view }: { readonly version: string; readonly view: View }): JSX.Element {
  const { t } = useUi().translator;
  return (
    <header class="sidebar">
      <p class="brand">
        <BrandMark />
        <span>
          {t('ext_name')}
          <span class="quiet small">{version}</span>
        </span>
      </p>
      <nav aria-label={t('settings_sections')}>
        <ul>
          {wayFinder.map((name) => (
            <li key={name}>
              <a href={`#${name}`} {...(name === view ? { 'aria-current': 'page' } : {})}>
                {t(`section_${name}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

/** The same drawing as `public/icons/icon.svg`, in the page's own colours. */
function BrandMark(): JSX.Element {
  return (
    <svg class="brand-mark" viewBox="0 0 128 128" aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" stroke-width="11" stroke-linecap="round">
        <path class="brand-lines" d="M16 26h72M16 54h14M16 82h18M16 110h44" />
        <circle cx="72" cy="62" r="32" />
        <path d="M96 86l20 22" stroke-width="14" />
      </g>
      <circle class="brand-found" cx="72" cy="62" r="11" />
    </svg>
  );
}
