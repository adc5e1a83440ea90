/** The popup's connection to the real browser and worker. */
import { withExemption, withoutExemption } from '../core/policy.ts';
import { isSitePattern, matchingSites, parseSitePattern } from '../core/site-pattern.ts';
import { isEverywhere, withoutParts } from '../core/sites.ts';
import { callWorker } from '../messaging/send.ts';
import { tabKey } from '../messaging/tab-key.ts';
import { takeTurns } from '../platform/locks.ts';
import { managedSource } from '../platform/managed.ts';
import { openOptions } from '../platform/messages.ts';
import { EVERYWHERE } from '../platform/origins.ts';
import { hasFixedAccess } from '../platform/permissions.ts';
import { localStorageArea, sessionStorageArea } from '../platform/storage.ts';
import { getActiveTabId } from '../platform/tabs.ts';
import { browserGrants } from '../settings/browser-grants.ts';
import type { Settings } from '../settings/schema.ts';
import { createSettingsStore } from '../settings/store.ts';
import { createSubscriptionStore } from '../settings/subscriptions.ts';
import type { PopupConnection } from '../ui/connect.ts';
import { isoDay } from '../ui/dates.ts';

/** `?tab=<id>` shows another tab than the active one: the popup opened as a page of its own. */
export function connectPopup(): PopupConnection {
  const tabId = findTabId();
  const settings = createSettingsStore(localStorageArea(), managedSource(), takeTurns);
  const grants = browserGrants(settings, createSubscriptionStore(localStorageArea()));
  let site = { host: '', pattern: '' };
  let chosen: readonly string[] = [];
  /** Parts of the tab's site that were chosen in its place; the choice of the whole site, or of none of it, ends them. */
  const forgetParts = async (): Promise<void> => {
    const whole = parseSitePattern(site.pattern);
    if (!isSitePattern(whole)) return;
    await settings.update(({ onlySites }) => ({ onlySites: [...withoutParts(onlySites, whole)] }));
  };
  const remember = async <T extends { host: string; originPattern: string }>(view: Promise<T>): Promise<T> => {
    // Before a click that withdraws: in it the browser must be asked at once, and the servers of lists are spared that are known.
    const [known, { forReading }] = await Promise.all([view, grants.read()]);
    chosen = forReading;
    site = { host: known.host, pattern: known.originPattern };
    return known;
  };
  // What is stored comes back as a change of the settings, and with it the tab as it is then.
  const change = (of: (now: Settings) => Partial<Settings>): void =>
    void settings.update(of).catch((error: unknown) => console.error('popup: an exemption was not stored', error));
  return {
    getTab: async () => remember(callWorker('getTab', { tabId: await tabId })),
    check: async () => remember(callWorker('check', { tabId: await tabId })),
    reveal: async (id) => callWorker('reveal', { tabId: await tabId, id }),
    setPaused: async (paused) => remember(callWorker('setPaused', { tabId: await tabId, host: site.host, paused })),
    setNever: async (never) => remember(callWorker('setNever', { tabId: await tabId, host: site.host, never })),
    async requestAccess(which) {
      // No await before the request: the browser grants only what the click itself asks for.
      const isGranted = await grants.requestReading([which === 'everywhere' ? EVERYWHERE : site.pattern]);
      if (isGranted && which === 'site') await forgetParts();
      return isGranted;
    },
    async withdrawAccess(which) {
      await grants.withdrawReading(which === 'everywhere' ? chosen.filter(isEverywhere) : matchingSites(chosen, addressOf(site.pattern)));
      if (which === 'site') await forgetParts();
    },
    canWithdraw: !hasFixedAccess(),
    setAside: (exemption) =>
      change(({ exemptions }) => ({ exemptions: withExemption(exemptions, { ...exemption, since: isoDay(new Date()) }) })),
    countAgain: (exemption) => change(({ exemptions }) => ({ exemptions: withoutExemption(exemptions, exemption) })),
    openSettings: openOptions,
    getSettings: settings.read,
    watch(onChange) {
      const stopTab = sessionStorageArea().watch((key) => {
        void tabId.then((id) => {
          if (key === tabKey(id)) onChange();
        });
      });
      const stopSettings = settings.watch(onChange);
      return () => {
        stopTab();
        stopSettings();
      };
    },
  };
}

/** Some page of an origin pattern. */
const addressOf = (pattern: string): string => pattern.replace(/\*$/, '');

async function findTabId(): Promise<number> {
  const named = Number(new URLSearchParams(location.search).get('tab') ?? Number.NaN);
  if (Number.isInteger(named)) return named;
  const active = await getActiveTabId();
  if (active === null) throw new Error('no active tab');
  return active;
}
