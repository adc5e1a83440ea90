/** The second script of the worker: lists that are followed at an address, with all that it takes to check and compile them. */
import { download } from '../platform/fetch.ts';
import { fetchIndex, fetchOrdinaryWords } from '../platform/packaged.ts';
import { compilePack } from './compile-pack.ts';
import { type SubscriptionPorts, Subscriptions } from './subscriptions.ts';

declare global {
  /** Set once this script has run. */
  var createSubscriptions: (ports: Omit<SubscriptionPorts, 'download' | 'compile'>) => Subscriptions;
}

globalThis.createSubscriptions = (ports) =>
  new Subscriptions({ ...ports, download, compile: (pack, list) => compilePack(pack, list, { fetchIndex, fetchOrdinaryWords }) });
