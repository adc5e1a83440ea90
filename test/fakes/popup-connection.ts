/** A popup's connection in memory: a tab in any state, and a record of what was asked. */
import type { Exemption } from '../../src/core/policy.ts';
import type { Revealed, TabView } from '../../src/messaging/calls.ts';
import { defaultSettings, type Settings } from '../../src/settings/schema.ts';
import type { StoredSettings } from '../../src/settings/store.ts';
import type { PopupConnection } from '../../src/ui/connect.ts';
import {
  allAwayReport,
  approvedReport,
  awayReport,
  cleanReport,
  formerReport,
  fullReport,
  incompleteReport,
  manyLinesReport,
  mixedReport,
  namedReport,
  noListsReport,
  singleReport,
  unconfirmedReport,
  unreadReport,
  unsearchedReport,
} from './report-data.ts';

const tab: TabView = {
  tabId: 7,
  state: 'done',
  host: 'quotes.supplier.example',
  originPattern: 'https://quotes.supplier.example/*',
  access: 'click',
  neverBy: [],
  error: '',
  report: null,
};

/** One tab for every state that the popup can show. */
export const tabs = {
  full: { ...tab, report: fullReport },
  single: { ...tab, access: 'site', report: singleReport },
  approved: { ...tab, access: 'site', report: approvedReport },
  mixed: { ...tab, access: 'everywhere', report: mixedReport },
  'many-lines': { ...tab, report: manyLinesReport },
  away: { ...tab, access: 'site', report: awayReport },
  'all-away': { ...tab, access: 'site', report: allAwayReport },
  clean: { ...tab, access: 'everywhere', report: cleanReport },
  incomplete: { ...tab, report: incompleteReport },
  unsearched: { ...tab, report: unsearchedReport },
  former: { ...tab, report: formerReport },
  unread: { ...tab, access: 'site', report: unreadReport },
  unconfirmed: { ...tab, report: unconfirmedReport },
  named: { ...tab, report: namedReport },
  'no-lists': { ...tab, report: noListsReport },
  checking: { ...tab, state: 'checking' },
  'checking-so-far': { ...tab, state: 'checking', report: singleReport },
  'not-checked': { ...tab, state: 'not-checked' },
  'no-access': { ...tab, state: 'no-access', host: '', originPattern: '' },
  paused: { ...tab, access: 'site', state: 'paused' },
  never: { ...tab, access: 'everywhere', state: 'never', neverBy: ['*.supplier.example'] },
  failed: { ...tab, state: 'failed', error: 'The page could not be read: the browser refused.' },
} as const satisfies Record<string, TabView>;

export class FakePopupConnection implements PopupConnection {
  /** Calls in the order they came, as `name:argument`. */
  readonly calls: string[] = [];
  /** What `check` answers; by default the full result. */
  afterCheck: TabView = tabs.full;
  /** Set to make every call to the worker fail. */
  isUnreachable = false;
  #listeners = new Set<() => void>();

  constructor(
    public view: TabView,
    public settings: Settings = defaultSettings,
    private readonly policyState: StoredSettings['policyState'] = 'read',
  ) {}

  async getSettings(): Promise<StoredSettings> {
    return { settings: this.settings, chosen: this.settings, problems: [], managed: null, policyState: this.policyState, locked: [] };
  }

  async getTab(): Promise<TabView> {
    return this.#answer('getTab', this.view);
  }

  async check(): Promise<TabView> {
    this.view = this.afterCheck;
    return this.#answer('check', this.view);
  }

  async reveal(findingId: string): Promise<Revealed> {
    return this.#answer(`reveal:${findingId}`, 'shown');
  }

  async setPaused(paused: boolean): Promise<TabView> {
    this.view = { ...this.view, state: paused ? 'paused' : 'not-checked' };
    return this.#answer(`setPaused:${paused}`, this.view);
  }

  async setNever(never: boolean): Promise<TabView> {
    this.view = { ...this.view, state: never ? 'never' : 'not-checked', neverBy: never ? [this.view.host] : [] };
    return this.#answer(`setNever:${never}`, this.view);
  }

  async requestAccess(which: 'site' | 'everywhere'): Promise<boolean> {
    this.view = { ...this.view, access: which };
    return this.#answer(`requestAccess:${which}`, true);
  }

  setAside({ vendor, product = '', reason }: Omit<Exemption, 'since'>): void {
    this.calls.push(`setAside:${vendor}/${product}:${reason}`);
  }

  countAgain({ vendor, product = '' }: Exemption): void {
    this.calls.push(`countAgain:${vendor}/${product}`);
  }

  readonly canWithdraw = true;

  async withdrawAccess(which: 'site' | 'everywhere'): Promise<void> {
    this.view = { ...this.view, access: 'click' };
    await this.#answer(`withdrawAccess:${which}`, true);
  }

  async openSettings(): Promise<void> {
    this.calls.push('openSettings');
  }

  watch(onChange: () => void): () => void {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  }

  /** Tells the popup that something changed. */
  change(view: TabView): void {
    this.view = view;
    for (const listener of this.#listeners) listener();
  }

  #answer<Answer>(call: string, answer: Answer): Answer {
    this.calls.push(call);
    if (this.isUnreachable) throw new Error('no worker');
    return answer;
  }
}
