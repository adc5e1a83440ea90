import type { JSX } from 'preact';
import type { Settings } from '../../settings/schema.ts';
import { Button } from '../../ui/button.tsx';
import type { Translator } from '../../ui/connect.ts';
import { useUi } from '../../ui/context.ts';
import { LockNote } from '../../ui/lock-note.tsx';
import { useIsLocked } from '../../ui/locks.ts';

export interface SitesSectionProps {
  readonly grants: readonly string[];
  readonly pausedHosts: readonly string[];
  readonly onEverywhere: () => void;
  readonly onRemove: (pattern: string) => void;
  readonly onChange: (change: Partial<Settings>) => void;
}

const everywhere: ReadonlySet<string> = new Set(['<all_urls>', '*://*/*', 'https://*/*', 'http://*/*']);

/** Where pages are read without a click, and where they are not read though they could be. */
export function SitesSection(props: SitesSectionProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const { grants, pausedHosts } = props;
  const isClosed = useIsLocked('features/everywhere');
  return (
    <section id="sites" aria-labelledby="sites-title">
      <h2 id="sites-title">{t('section_sites')}</h2>
      <p class="quiet">{t('sites_intro')}</p>
      <h3>{t('heading_grants')}</h3>
      {grants.length === 0 ? (
        <p class="quiet">{t('grants_none')}</p>
      ) : (
        <ul class="rows">
          {grants.map((pattern) => (
            <Row key={pattern} name={nameOf(translator, pattern)} label={t('action_remove')} onRemove={() => props.onRemove(pattern)} />
          ))}
        </ul>
      )}
      {!grants.some((pattern) => everywhere.has(pattern)) && (
        <div class="everywhere">
          <Button label={t('action_access_everywhere')} isDisabled={isClosed} onClick={props.onEverywhere} />
          <LockNote of="features/everywhere" />
          <p class="quiet small">{t('everywhere_hint')}</p>
        </div>
      )}
      <h3>{t('heading_paused')}</h3>
      {pausedHosts.length === 0 ? (
        <p class="quiet">{t('paused_none')}</p>
      ) : (
        <ul class="rows">
          {pausedHosts.map((host) => (
            <Row
              key={host}
              name={host}
              label={t('action_resume')}
              onRemove={() => props.onChange({ pausedHosts: pausedHosts.filter((other) => other !== host) })}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ name, label, onRemove }: { readonly name: string; readonly label: string; readonly onRemove: () => void }): JSX.Element {
  return (
    <li>
      <span class="foreign">{name}</span>
      <button type="button" class="button" aria-label={`${label}: ${name}`} onClick={onRemove}>
        {label}
      </button>
    </li>
  );
}

/** "Every site", or the host without the pattern's dressing. */
function nameOf(translator: Translator, pattern: string): string {
  if (everywhere.has(pattern)) return translator.t('access_everywhere');
  return pattern.replace(/^\*?(https?)?:\/\//, '').replace(/\/\*$/, '');
}
