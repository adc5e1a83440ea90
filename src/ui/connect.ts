/** What our pages need of the browser and the worker: one interface, so that components and tests need neither. */
import type { Catalogue } from '../core/model.ts';
import type { Exemption } from '../core/policy.ts';
import type { Revealed, TabView } from '../messaging/calls.ts';
import type { Shortcut } from '../platform/commands.ts';
import type { KnownAddress } from '../settings/followed.ts';
import type { Grants } from '../settings/grants.ts';
import type { Settings } from '../settings/schema.ts';
import type { StoredSettings } from '../settings/store.ts';

export interface Translator {
  /** BCP 47, for `lang` attributes and dates: 'en' or 'zh-CN'. */
  readonly language: string;
  /** The message with `$1`…`$9` filled in. An unknown key gives the key itself, so that a gap is seen. */
  t(key: string, ...values: readonly (string | number)[]): string;
  /** The text of the reviewer's language, else English. */
  pick(text: { readonly en: string; readonly zh_CN?: string | undefined }): string;
}

export interface PopupConnection {
  /** For language, theme and home market, and what the organisation has fixed. */
  getSettings(): Promise<StoredSettings>;
  getTab(): Promise<TabView>;
  check(): Promise<TabView>;
  reveal(findingId: string): Promise<Revealed>;
  setPaused(paused: boolean): Promise<TabView>;
  /** Has nothing read on the tab's site any more, or lifts what says so. */
  setNever(never: boolean): Promise<TabView>;
  /** Must be called from a click. False when the reviewer declined. */
  requestAccess(which: 'site' | 'everywhere'): Promise<boolean>;
  /** What a list that is followed needs is left granted. */
  withdrawAccess(which: 'site' | 'everywhere'): Promise<void>;
  /** False where the access came with the installation. */
  readonly canWithdraw: boolean;
  /** Has what the exemption covers not count from today on. */
  setAside(exemption: Omit<Exemption, 'since'>): void;
  /** Takes an exemption back. */
  countAgain(exemption: Exemption): void;
  openSettings(): Promise<void>;
  /** Calls back when the tab's findings or the settings changed. Returns a stop function. */
  watch(onChange: () => void): () => void;
}

export interface SettingsConnection {
  getCatalogue(): Promise<Catalogue>;
  getSettings(): Promise<StoredSettings>;
  /** Writes the given fields; resolves when they are stored. */
  update(change: Partial<Settings>): Promise<void>;
  watch(onChange: () => void): () => void;
  /** Addresses of lists that are followed. */
  getFollowed(): Promise<readonly KnownAddress[]>;
  /** Origin patterns whose pages are read without a click, and the servers that lists are fetched from, which are not read for it. */
  getGrants: Grants['read'];
  /** Asks for origin patterns whose pages are to be read; see `Grants`. Must be called from a click. False when the reviewer declined. */
  requestGrants: Grants['requestReading'];
  removeGrants: Grants['withdrawReading'];
  /** Asks for leave to reach the servers of lists, by their addresses. Must be called from a click. */
  requestServers: Grants['requestServers'];
  /** False where sites came granted with the installation. */
  readonly canWithdraw: boolean;
  /** Keyboard commands with their keys. */
  getShortcuts(): Promise<readonly Shortcut[]>;
  version: string;
}

/*
 * Hooks that tests rely on. Popup: root `data-state` = TabState or "loading"; sections `data-section` =
 * confirmed | possible | former | asked | exempt; `data-vendor`, `data-product`, `data-finding` with ids; `data-offer` on each
 * alternative; `data-coverage` on the coverage line; `data-lines` on the sum of line items. Settings: list toggles are `role=switch` with `data-list` = id.
 */
