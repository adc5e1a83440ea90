/**
 * The second script of the worker: lists that are followed at an address, with all that it takes to check and compile them,
 * and what lists of an earlier version are given afterwards.
 */
import { openIndex } from '../core/index-format.ts';
import type { OwnList } from '../core/own-list.ts';
import { StoredRecords } from '../core/packed-records.ts';
import { filterOfTerms } from '../core/page-filter-names-mend.ts';
import { download } from '../platform/fetch.ts';
import type { OwnListFiles } from '../platform/own-list-store.ts';
import { fetchIndex, fetchOrdinaryWords } from '../platform/packaged.ts';
import type { PackedList } from '../settings/compile-list.ts';
import { type MakeFilter, readerOf } from '../settings/own-lists.ts';
import { compilePack } from './compile-pack.ts';
import { createPause } from './pause.ts';
import { renewList } from './renew-list.ts';
import { type SubscriptionPorts, Subscriptions } from './subscriptions.ts';

declare global {
  /** All are set once this script has run. */
  var createSubscriptions: (ports: Omit<SubscriptionPorts, 'download' | 'compile'>) => Subscriptions;
  var makeFilter: MakeFilter;
  var compileStored: (list: OwnList, files: OwnListFiles) => Promise<PackedList | null>;
}

globalThis.createSubscriptions = (ports) =>
  new Subscriptions({ ...ports, download, compile: (pack, list) => compilePack(pack, list, { fetchIndex, fetchOrdinaryWords }) });

globalThis.makeFilter = async ({ terms: count }, { terms }) => {
  if (terms === undefined) return undefined;
  const tables = openIndex(await fetchIndex(), { isSound: true });
  return filterOfTerms(tables, new StoredRecords(count, terms.size, readerOf(terms)), createPause());
};

globalThis.compileStored = (list, files) => renewList(list, files, { fetchIndex, fetchOrdinaryWords });
