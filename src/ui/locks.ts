/** Settings that the organisation has fixed, which nobody changes here. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Names of settings (`homeMarket`), and `lists/<id>` for the switch of one list. */
export type Locks = ReadonlySet<string>;

const LocksContext = createContext<Locks>(new Set());
export const LocksProvider = LocksContext.Provider;

/** Whether the organisation has fixed a setting. Its control is disabled, and a `LockNote` says why. */
export const useIsLocked = (setting: string): boolean => useContext(LocksContext).has(setting);
