/** What the organisation has fixed, which nobody changes here. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/**
 * Names of settings (`homeMarket`), of a value for one list (`lists/<id>`, `listScopes/<id>`), and of features that are switched
 * off (`features/import`). The name of a setting locks all that is below it.
 */
export type Locks = ReadonlySet<string>;

const LocksContext = createContext<Locks>(new Set());
export const LocksProvider = LocksContext.Provider;

/** Whether the organisation has fixed something. Its control is disabled, and a `LockNote` says why. */
export function useIsLocked(name: string): boolean {
  const locks = useContext(LocksContext);
  return locks.has(name) || locks.has(name.split('/', 1)[0] as string);
}
