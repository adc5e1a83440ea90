import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { hasSameHosts, isSitePattern, originPatternOf, parseSitePattern, type SitePattern } from '../../core/site-pattern.ts';
import { isEverywhere, withoutParts } from '../../core/sites.ts';
import { EVERYWHERE } from '../../platform/origins.ts';
import type { ListServer } from '../../settings/grants.ts';
import type { Settings } from '../../settings/schema.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { Icon } from '../../ui/icons.tsx';
import { LockNote } from '../../ui/lock-note.tsx';
import { useIsLocked } from '../../ui/locks.ts';
import { ForeignText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';
import { AddSite } from './add-site.tsx';
import { Question } from './question.tsx';
import { SiteList } from './site-list.tsx';

export interface SitesSectionProps {
  /** Origin patterns whose pages are read without a click. */
  readonly grants: readonly string[];
  /** Servers of lists that are followed; their pages are not read for it. */
  readonly servers: readonly ListServer[];
  readonly settings: Settings;
  /** Whether a policy says as well where pages are read. */
  readonly isLimited: boolean;
  /** False where grants came with the installation. */
  readonly canWithdraw: boolean;
  readonly onServers: (urls: readonly string[]) => void;
  readonly onGrant: (patterns: readonly string[], alsoSet?: Partial<Settings>) => void;
  readonly onWithdraw: (patterns: readonly string[], alsoSet?: Partial<Settings>) => void;
  readonly onChange: (change: Partial<Settings>) => void;
}

const modes = ['click', 'sites', 'everywhere'] as const;
type Mode = (typeof modes)[number];

/** Where pages are read without a click, and where they are not read though they could be. */
export function SitesSection(props: SitesSectionProps): JSX.Element {
  const { grants, servers, settings, isLimited, canWithdraw, onServers, onGrant, onWithdraw, onChange } = props;
  const { translator } = useUi();
  const { t } = translator;
  const { pausedHosts, onlySites, neverSites } = settings;
  /** Sites were chosen, and none is there yet. */
  const [isChoosing, setChoosing] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const modeChoice = useRef<HTMLFieldSetElement>(null);
  const isEverywhereLocked = useIsLocked('features/everywhere');
  const isPauseLocked = useIsLocked('pausedHosts');
  const isNeverLocked = useIsLocked('neverSites');
  const wide = grants.filter(isEverywhere);
  const sites = grantedSites(grants, onlySites);
  const mode: Mode = wide.length > 0 ? 'everywhere' : sites.length > 0 || isChoosing ? 'sites' : 'click';

  const withdrawAll = (): void => {
    setChoosing(false);
    if (grants.length > 0) onWithdraw(grants, { onlySites: [] });
  };
  const answer = (isWanted: boolean): void => {
    setAsking(false);
    // Where it was before the question came.
    modeChoice.current?.querySelector<HTMLElement>(':checked')?.focus();
    if (isWanted) withdrawAll();
  };
  const choose = (next: Mode): void => {
    setAsking(next === 'click' && sites.length > 0);
    setChoosing(next === 'sites');
    if (next === 'everywhere') onGrant([EVERYWHERE]);
    else if (next === 'sites' && wide.length > 0) onWithdraw(wide);
    else if (next === 'click' && sites.length === 0) withdrawAll();
  };
  const addSite = (site: SitePattern): void => {
    const isWhole = site.path === undefined && site.port === undefined;
    const others = isWhole ? withoutParts(onlySites, site) : onlySites.filter((text) => text !== site.text);
    onGrant([originPatternOf(site)], { onlySites: isWhole ? [...others] : [...others, site.text].sort() });
  };
  const removeSite = (name: string): void => {
    const site = sites.find((known) => known.name === name);
    if (site === undefined) return;
    const left = onlySites.filter((text) => text !== name);
    // The last part of a host takes the host's grant with it.
    if (sites.some((other) => other !== site && other.grants[0] === site.grants[0])) onChange({ onlySites: left });
    else onWithdraw(site.grants, { onlySites: left });
  };

  return (
    <section id="sites" aria-labelledby="sites-title">
      <h2 id="sites-title">{t('section_sites')}</h2>
      <p class="quiet">{t('sites_intro')}</p>
      {isLimited && (
        <p class="limited" data-policy="sites">
          <Icon name="locked" />
          <span>
            {t('sites_policy')} <a href="#policy">{t('section_policy')}</a>
          </span>
        </p>
      )}
      <fieldset ref={modeChoice} class="radios site-modes" disabled={!canWithdraw}>
        <legend class="visually-hidden">{t('section_sites')}</legend>
        {modes.map((option) => (
          <label key={option}>
            <input
              type="radio"
              name="site-mode"
              value={option}
              checked={mode === option}
              disabled={option === 'everywhere' && isEverywhereLocked}
              onChange={() => choose(option)}
            />
            <span>
              {t(`sites_mode_${option}`)} {option === 'everywhere' && <LockNote of="features/everywhere" />}
              <span class="quiet small">{t(`sites_why_${option}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {!canWithdraw && <p class="notice">{t('sites_fixed')}</p>}
      {isAsking && (
        <Question
          text={count(translator, 'sites_ask', sites.length)}
          yes={t('action_access_click')}
          no={t('sites_keep')}
          onYes={() => answer(true)}
          onNo={() => answer(false)}
        />
      )}

      {mode === 'sites' && (
        <>
          <h3>{t('heading_grants')}</h3>
          <SiteList
            names={sites.map(({ name }) => name)}
            label={t('heading_grants')}
            empty={t('grants_none')}
            action={t('action_remove')}
            isFixed={!canWithdraw}
            onAct={removeSite}
          />
          <AddSite
            id="add-granted"
            label={t('sites_add')}
            hint={t('sites_add_hint')}
            known={sites.map(({ name }) => name)}
            onAdd={addSite}
          />
        </>
      )}

      {canWithdraw && servers.length > 0 && <Servers servers={servers} onServers={onServers} />}

      <h3>
        {t('heading_paused')} <LockNote of="pausedHosts" />
      </h3>
      <p class="quiet small">{t('sites_paused_intro')}</p>
      <SiteList
        names={pausedHosts}
        label={t('heading_paused')}
        empty={t('paused_none')}
        action={t('action_resume')}
        isFixed={isPauseLocked}
        onAct={(name) => onChange({ pausedHosts: pausedHosts.filter((other) => other !== name) })}
      />

      <h3>
        {t('heading_never')} <LockNote of="neverSites" />
      </h3>
      <p class="quiet small">{t('sites_never_intro')}</p>
      <SiteList
        names={neverSites}
        label={t('heading_never')}
        empty={t('paused_none')}
        action={t('action_remove')}
        isFixed={isNeverLocked}
        onAct={(name) => onChange({ neverSites: neverSites.filter((other) => other !== name) })}
      />
      {!isNeverLocked && (
        <AddSite
          id="add-never"
          label={t('sites_add_never')}
          hint={t('sites_add_hint')}
          known={neverSites}
          onAdd={({ text }) => onChange({ neverSites: [...neverSites, text].sort() })}
        />
      )}
    </section>
  );
}

/** What is granted so that lists come, and what is missing for it. */
function Servers({ servers, onServers }: Pick<SitesSectionProps, 'servers' | 'onServers'>): JSX.Element {
  const { t } = useUi().translator;
  const reachable = servers.filter(({ isReachable }) => isReachable);
  const missing = servers.filter(({ isReachable }) => !isReachable);
  return (
    <>
      <h3>{t('heading_servers')}</h3>
      <p class="quiet small">{t('sites_servers_intro')}</p>
      {reachable.length > 0 && (
        <ul class="rows" aria-label={t('heading_servers')} data-servers="reachable">
          {reachable.map(({ origin, host }) => (
            <li key={origin}>
              <ForeignText>{host}</ForeignText>
            </li>
          ))}
        </ul>
      )}
      {missing.length > 0 && (
        <div class="notice notice-alert" role="status" data-servers="missing">
          <p>{t('sites_servers_missing', missing.map(({ host }) => host).join(', '))}</p>
          <Button label={t('sites_servers_allow')} onClick={() => onServers(missing.map(({ origin }) => origin.slice(0, -1)))} />
        </div>
      )}
    </>
  );
}

interface GrantedSite {
  /** As it is shown: the host, or the pattern of the part that was chosen of it. */
  readonly name: string;
  readonly grants: readonly string[];
}

/** What is read by itself, by name. A host that is granted under http and under https is one. */
function grantedSites(grants: readonly string[], onlySites: readonly string[]): readonly GrantedSite[] {
  const sites = new Map<string, readonly string[]>();
  const parts = onlySites.map(parseSitePattern).filter(isSitePattern);
  for (const grant of grants) {
    if (isEverywhere(grant)) continue;
    const site = parseSitePattern(grant);
    const chosen = isSitePattern(site) ? parts.filter((part) => hasSameHosts(part, site)) : [];
    const names = chosen.length > 0 ? chosen.map(({ text }) => text) : [isSitePattern(site) ? hostsOf(site) : grant];
    for (const name of names) sites.set(name, [...(sites.get(name) ?? []), grant]);
  }
  return [...sites].map(([name, given]) => ({ name, grants: given })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const hostsOf = ({ host, withSubdomains }: SitePattern): string => (withSubdomains ? `*.${host}` : host);
