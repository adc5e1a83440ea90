/** The tab's state in the popup: asks once, checks by itself where nothing was read, and follows changes. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { TabView } from '../messaging/calls.ts';
import { defaultSettings } from '../settings/schema.ts';
import type { StoredSettings } from '../settings/store.ts';
import type { PopupConnection } from '../ui/connect.ts';

export interface TabModel {
  /** Null until the first answer. */
  readonly view: TabView | null;
  readonly stored: Omit<StoredSettings, 'problems'>;
  /** Whether settings were asked for; the language is not known before. */
  readonly isReady: boolean;
  /** True when the worker did not answer. */
  readonly isUnreachable: boolean;
  check(): void;
  setPaused(paused: boolean): void;
  setNever(never: boolean): void;
  requestAccess(which: 'site' | 'everywhere'): void;
  withdrawAccess(which: 'site' | 'everywhere'): void;
}

/** Connects a component to its tab. The click that opened the popup grants access, so `not-checked` is checked at once. */
export function useTab(connection: PopupConnection): TabModel {
  const [view, setView] = useState<TabView | null>(null);
  const [stored, setStored] = useState<TabModel['stored']>({
    settings: defaultSettings,
    chosen: {},
    managed: null,
    policyState: 'read',
    locked: [],
  });
  const [isReady, setReady] = useState(false);
  const [isUnreachable, setUnreachable] = useState(false);
  /** Answers may overtake one another: only the latest question's answer is shown. */
  const latest = useRef(0);

  const ask = useCallback(async (question: () => Promise<TabView>): Promise<TabView | null> => {
    latest.current += 1;
    const number = latest.current;
    try {
      const answer = await question();
      if (number !== latest.current) return null;
      setUnreachable(false);
      setView(answer);
      return answer;
    } catch (error) {
      console.error('popup: the worker did not answer', error);
      // Said even when a newer question is under way: a check that failed silently would look like a check.
      setUnreachable(true);
      return null;
    }
  }, []);

  const check = useCallback(() => {
    setUnreachable(false);
    setView((current) => (current === null ? null : { ...current, state: 'checking' }));
    void ask(() => connection.check());
  }, [ask, connection]);

  useEffect(() => {
    let isGone = false;
    const readSettings = async (): Promise<void> => {
      try {
        const answer = await connection.getSettings();
        if (!isGone) setStored(answer);
      } catch (error) {
        console.error('popup: settings could not be read, defaults are used', error);
      }
      if (!isGone) setReady(true);
    };
    const start = async (): Promise<void> => {
      const answer = await ask(() => connection.getTab());
      if (!isGone && answer?.state === 'not-checked') check();
    };
    void readSettings();
    void start();
    const stop = connection.watch(() => {
      void readSettings();
      void ask(() => connection.getTab());
    });
    return () => {
      isGone = true;
      stop();
    };
  }, [ask, check, connection]);

  /** What was closed is read as soon as it is open again. */
  const open = (question: () => Promise<TabView>): void => {
    void ask(question).then((answer) => {
      if (answer?.state === 'not-checked') check();
    });
  };
  const askAfter = (change: Promise<unknown>): void => {
    change.then(
      () => ask(() => connection.getTab()),
      (error: unknown) => console.error('popup: the access was not changed', error),
    );
  };

  return {
    view,
    stored,
    isReady,
    isUnreachable,
    check,
    setPaused: (paused) => (paused ? void ask(() => connection.setPaused(true)) : open(() => connection.setPaused(false))),
    setNever: (never) => (never ? void ask(() => connection.setNever(true)) : open(() => connection.setNever(false))),
    // Asked inside the click: browsers refuse a permission request that comes later.
    requestAccess: (which) => askAfter(connection.requestAccess(which)),
    withdrawAccess: (which) => askAfter(connection.withdrawAccess(which)),
  };
}
