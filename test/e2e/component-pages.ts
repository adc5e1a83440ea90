/** The pages of real components under test: served, opened, acted on, and held to exactly what they should give. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { BrowserKind } from '../browsers.ts';
import { type Site, serve } from '../serve.ts';
import { until } from '../until.ts';
import { type ExpectedState, expectState, findComponents } from './expected.ts';
import { type Session, startSession, type Tab } from './extension.ts';

export interface ComponentPages {
  readonly session: Session;
  /** The page that was opened last. */
  readonly tab: Tab;
  /** Opens a page of the built components: a folder, or one of the pages without components. */
  open(path: string, loaded: ExpectedState): Promise<void>;
  /** Lets the page do something, as its own script does, and compares what follows. */
  act(script: string, state: ExpectedState): Promise<void>;
  /** Compares what the page gives now; `when` says after what. */
  expectNow(when: string, state: ExpectedState): Promise<void>;
}

/** Serves the pages and starts a browser around the tests of the suite in which this is called. */
export function useComponentPages(kind: BrowserKind): ComponentPages {
  let site: Site;
  let session: Session;
  let tab: Tab;
  beforeAll(async () => {
    site = await serve(findComponents());
    session = await startSession({ kind });
  });
  afterEach(() => session.closePages());
  afterAll(async () => {
    await session?.close();
    await site?.close();
  });
  return {
    get session() {
      return session;
    },
    get tab() {
      return tab;
    },
    async open(path, loaded) {
      tab = await session.open(`${site.origin}/${path}`);
      await tab.page.bringToFront();
      if (path.endsWith('/')) await until('the components to be there', () => tab.page.evaluate('"page" in window'));
      await expectState(session, tab, 'after load', loaded);
    },
    async act(script, state) {
      await tab.page.evaluate(`(async () => { await page.${script}; })()`);
      await expectState(session, tab, `after ${script}`, state);
    },
    expectNow: (when, state) => expectState(session, tab, when, state),
  };
}
