/** Wiring of the worker. Listeners attach synchronously: an event that woke it is delivered only to those. */
import './begin.ts';
import contentScript from '../content/index.iife.ts?script&iife';
import linesScript from '../content/lines.iife.ts?script&iife';
import markerScript from '../content/marker.iife.ts?script&iife';
import { shared } from '../core/lazy.ts';
import { coversOrigin, grantsForReading, planReading } from '../core/sites.ts';
import { createReceiver } from '../messaging/receive.ts';
import { contentSchemas } from '../messaging/schemas.ts';
import { listenToAlarms, openAlarms } from '../platform/alarms.ts';
import { keepAwake } from '../platform/awake.ts';
import { showBadge } from '../platform/badge.ts';
import { listenToCommands } from '../platform/commands.ts';
import { listenToInstall, setUpAddress } from '../platform/first-run.ts';
import { takeTurns } from '../platform/locks.ts';
import { managedSource } from '../platform/managed.ts';
import { getIdentity, listenToMessages } from '../platform/messages.ts';
import { EVERYWHERE, patternOf } from '../platform/origins.ts';
import { openOwnListStore } from '../platform/own-list-store.ts';
import { fetchCatalogue, fetchIndex, getUiLanguage } from '../platform/packaged.ts';
import { getGrantedOrigins, hasAccess, hasFixedAccess, removeAccess, watchAccess } from '../platform/permissions.ts';
import { listenToStart, registerFor, takesPorts } from '../platform/registration.ts';
import { secondScript } from '../platform/second-script.ts';
import { localStorageArea, sessionStorageArea } from '../platform/storage.ts';
import {
  askFrame,
  getActiveTabId,
  getAllTabIds,
  getTab,
  inject,
  injectIntoFrame,
  listenToClosedTabs,
  openTab,
  tellFrames,
} from '../platform/tabs.ts';
import { browserGrants } from '../settings/browser-grants.ts';
import { FeatureClosed, isClosed } from '../settings/closed.ts';
import { createOwnLists } from '../settings/own-lists.ts';
import { createRestores } from '../settings/restore.ts';
import { createSettingsStore } from '../settings/store.ts';
import { createSubscriptionStore, overdueLists } from '../settings/subscriptions.ts';
import { isoDay } from '../ui/dates.ts';
import { loadUiTranslator } from '../ui/load-translator.ts';
import { faceWords } from './face.ts';
import { createFacts } from './facts.ts';
import { welcome } from './first-run.ts';
import { countRecorded } from './recorded.ts';
import { renewLists } from './renewal.ts';
import { readRules } from './rules.ts';
import secondScriptFile from './second.iife.ts?script&iife';
import { createSoundLists } from './sound-lists.ts';
import type { Subscriptions } from './subscriptions.ts';
import { createTabStore } from './tab-store.ts';
import { Tabs } from './tabs.ts';

const managed = managedSource();
/** After a start, until own lists of an earlier version are looked for, ms. */
const RENEW_MS = 2_000;

const settings = createSettingsStore(localStorageArea(), managed, takeTurns);
const ownLists = createOwnLists(openOwnListStore(), localStorageArea(), takeTurns);
const tabStore = createTabStore(sessionStorageArea());
const fileOf = (script: string): string => script.replace(/^\//, '');
const file = fileOf(contentScript);

const subscriptionStore = createSubscriptionStore(localStorageArea());
const grants = browserGrants(settings, subscriptionStore);

const facts = createFacts({ fetchIndex, readRules, fetchCatalogue }, ownLists, createSoundLists(sessionStorageArea()), async () =>
  overdueLists(await subscriptionStore.all(), Date.now()),
);
// Nearly every start is for a page that waits: they come while the rest of this script runs and the page's message is read.
facts.begin();

const tabs = new Tabs({
  facts,
  store: tabStore,
  readSettings: async () => (await settings.read()).settings,
  updateSettings: settings.update,
  loadTranslator: loadUiTranslator,
  faceWords: (language) => faceWords(language, getUiLanguage()),
  getTab,
  getAllTabIds,
  inject: (tabId, mayRead) => inject(tabId, file, mayRead),
  async injectMarker(tabId, frameId) {
    // One after the other, for both in one task would hold the page up for longer; the second does not wait for an answer.
    await Promise.all([markerScript, linesScript].map((script) => injectIntoFrame(tabId, frameId, fileOf(script))));
  },
  injectLines: (tabId, frameId) => injectIntoFrame(tabId, frameId, fileOf(linesScript)),
  askFrame,
  tellFrames,
  openTab,
  showBadge,
  hasAccess,
  patternOf,
});

const runSecondScript = shared(secondScript(secondScriptFile));
const subscriptions = shared(async (): Promise<Subscriptions> => {
  await runSecondScript();
  return createSubscriptions({
    store: subscriptionStore,
    lists: ownLists,
    alarms: openAlarms(),
    countRecorded: (list) => countRecorded(tabStore, list),
    canReach: (url) => hasAccess(patternOf(url)),
    releaseServer: grants.releaseServer,
    keepAwake,
    now: Date.now,
    today: () => isoDay(new Date()),
    random: Math.random,
  });
});
/** A call whose answer is that it is done. */
async function follow(work: (followed: Subscriptions) => Promise<void>): Promise<null> {
  await work(await subscriptions());
  return null;
}
listenToAlarms((name) => report(follow((followed) => followed.alarm(name))));
/** Lists that the organisation follows for its reviewers: a policy may have come, changed or gone since they were looked at. */
async function followManaged(): Promise<void> {
  const { managed: policy, policyState } = await settings.read();
  // What it names is not known: nothing that is followed is ended for it.
  if (policyState !== 'unknown') await follow((followed) => followed.follow(policy?.subscriptions ?? []));
}
listenToStart(() => {
  report(follow((followed) => followed.start()));
  report(followManaged());
});
settings.watchPolicy(() => report(followManaged()));

// After an update, for lists that the earlier version stored; and again where the worker was ended over it.
listenToStart(() =>
  report(
    ownLists.mendFilter(async (list, files) => {
      await runSecondScript();
      return makeFilter(list, files);
    }),
  ),
);

// After an update, and again where the worker was ended over it.
async function renewOldLists(): Promise<void> {
  if (!(await facts.hasOldLists())) return;
  const compile = async (...stored: Parameters<typeof compileStored>): ReturnType<typeof compileStored> => {
    await runSecondScript();
    return compileStored(...stored);
  };
  await keepAwake(renewLists({ lists: ownLists, session: sessionStorageArea(), takeTurns, compile }));
}
// Not while a page waits, which is what nearly every start is for.
setTimeout(() => report(renewOldLists()), RENEW_MS);

async function refuseSubscribing(): Promise<void> {
  if (await isClosed('subscriptions', settings)) throw new FeatureClosed('subscriptions');
}

// Nearly every start is for a page that waits, whose message is on its way meanwhile.
setTimeout(contentSchemas.screen);

listenToMessages(
  createReceiver(
    getIdentity(),
    {
      screen: (call, from) => tabs.screen(call, from),
      injectMarker: (_call, from) => tabs.injectMarker(from),
      injectLines: (_call, from) => tabs.injectLines(from),
      card: (call, from) => tabs.card(call.id, from),
      openOffer: (call, from) => tabs.openOffer(call.id, call.index, from),
    },
    {
      getTab: (call) => tabs.view(call.tabId),
      check: (call) => tabs.check(call.tabId),
      reveal: (call) => tabs.reveal(call.tabId, call.id),
      setPaused: (call) => tabs.setPaused(call.tabId, call.host, call.paused),
      setNever: (call) => tabs.setNever(call.tabId, call.host, call.never),
      async lookUpPack({ url, key }) {
        await refuseSubscribing();
        return (await subscriptions()).lookUp(url, key);
      },
      async releaseServer({ url }) {
        await grants.releaseServer(url);
        return null;
      },
      async subscribe({ url, key }) {
        await refuseSubscribing();
        return follow((followed) => followed.subscribe(url, key));
      },
      checkSubscription: (call) => follow((followed) => followed.update(call.id, call.accept)),
      unsubscribe: (call) => follow((followed) => followed.remove(call.id)),
      dismissChange: (call) => follow((followed) => followed.dismiss(call.id)),
    },
  ),
);

// What was found goes with its tab. Navigations are not listened to: each would wake the worker, in every tab, and what a
// page leaves behind is found out when somebody asks next.
listenToClosedTabs((tabId) => report(tabs.closed(tabId)));

/** Keyboard commands of the manifest. */
const commands: Readonly<Record<string, (tabId: number) => Promise<unknown>>> = {
  'next-finding': (tabId) => tabs.step(tabId, 1),
  'previous-finding': (tabId) => tabs.step(tabId, -1),
  'open-card': (tabId) => tabs.step(tabId, 0),
  'toggle-pause': (tabId) => tabs.togglePause(tabId),
};
listenToCommands((name) => {
  const run = commands[name];
  if (run) report(getActiveTabId().then((tabId) => (tabId === null ? undefined : run(tabId))));
});

/** One after the other: two at once would both find nothing registered. */
let registering: Promise<unknown> = Promise.resolve();
function syncRegistration(then: (gone: readonly string[]) => Promise<void>): void {
  registering = registering.then(register).then(then).catch(logError);
}
/** The places where pages are not read any more. */
async function register(): Promise<readonly string[]> {
  const [granted, { settings: choices }] = await Promise.all([getGrantedOrigins(), settings.read()]);
  const forReading = grantsForReading(granted, choices.readGrants);
  return registerFor(planReading(forReading, choices, { withPort: takesPorts() }), file);
}
/** After grants came or went: what they are for is settled before anything is read by them. */
function accessChanged(added: readonly string[], then: () => Promise<void>): void {
  registering = registering.then(() => grants.settle(added)).catch(logError);
  syncRegistration(then);
  report(follow((followed) => followed.accessChanged()));
}
/** Gives access to every site back where the organisation does not want it. What came with the installation stays. */
async function returnClosedAccess(): Promise<void> {
  if (hasFixedAccess() || !(await isClosed('everywhere', settings))) return;
  if (await hasAccess(EVERYWHERE)) await removeAccess([EVERYWHERE]);
}
watchAccess(
  (origins) => {
    report(returnClosedAccess());
    accessChanged(origins, () => tabs.readGranted());
  },
  () => accessChanged([], () => tabs.accessWithdrawn()),
);
listenToStart(() => {
  report(returnClosedAccess());
  registering = registering.then(grants.releaseLeft).catch(logError);
  accessChanged([], () => tabs.readGranted());
});
listenToInstall(() =>
  report(
    welcome({
      storedKeys: () => localStorageArea().keys(),
      async hasManagedSettings() {
        const answer = await managed.read();
        return !answer.isRead || answer.values !== null;
      },
      isEverywhere: () => hasAccess(EVERYWHERE),
      openSetUp: () => openTab(setUpAddress()),
    }),
  ),
);

settings.watch(() => {
  // For pages that are opened from now on; those that are open are told at once, or let go of where they are no longer read.
  syncRegistration(async (gone) => {
    if (gone.length > 0)
      await tabs.accessWithdrawn((origin) => gone.some((place) => coversOrigin(place, origin) || coversOrigin(origin, place)));
  });
  report(returnClosedAccess());
  report(tabs.refreshAll());
});
ownLists.watch(() => report(tabs.ownListsChanged()));

const restores = createRestores({ area: localStorageArea(), settings, lists: ownLists, takeTurns });
// Waits until the page is done, or gone; and where the worker was ended while it waited, until the browser starts.
restores.watch(() => report(keepAwake(restores.settle())));
listenToStart(() => report(restores.settle()));

/** What runs by itself has no caller to tell; the worker's console is where its failures are looked for. */
function report(work: Promise<unknown>): void {
  work.catch(logError);
}

function logError(error: unknown): void {
  console.error('vendor-lens:', error);
}
