/** What is hard to get at, in both browsers: frames of every kind, closed shadow roots, dialogs, folded parts. */
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import * as frames from '../fixtures/components/frames/expected.ts';
import * as closed from '../fixtures/components/lit-closed/expected.ts';
import * as ui5 from '../fixtures/components/ui5/expected.ts';
import { type Site, serve } from '../serve.ts';
import { type ExpectedState, expectState, findComponents } from './expected.ts';
import { type Session, startSession, type Tab } from './extension.ts';

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
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

  async function open(path: string, loaded: ExpectedState): Promise<void> {
    tab = await session.open(`${site.origin}/${path}`);
    await tab.page.bringToFront();
    await expectState(session, tab, 'after load', loaded);
  }

  async function act(script: string, state: ExpectedState): Promise<void> {
    await tab.page.evaluate(`(async () => { await page.${script}; })()`);
    await expectState(session, tab, `after ${script}`, state);
  }

  it('frames: another site and one inside it, filled by script, srcdoc, sandboxed with and without scripts', async () => {
    await open('frames/', frames.loaded);
    // A frame may be laid out, and so count as shown, a moment after it was read.
    await session.whenDone(tab, 'every frame to be accounted for', ({ coverage }) => coverage.frames === 7 && coverage.unread.length === 0);
    await act('edit("Rack shelf 2U")', frames.afterEdit);
    await act('removeFrames()', frames.withoutFrames);
  });

  // What is forgotten is forgotten now and then only.
  it.each([1, 2, 3])('frames: nothing is lost, whichever frame reports first (%i)', async () => {
    await open('frames/', frames.loaded);
  });

  it('closed shadow roots three deep, slots, a root attached late', async () => {
    await open('lit-closed/', closed.loaded);
    await act('edit(1, { description: "CrowdStrike Falcon seats" })', closed.afterEdit);
    await act('removeLine(2)', closed.afterRemoval);
    await act('navigate()', closed.otherQuote);
  });

  it('a dialog and a folded panel are read while they are shown', async () => {
    await open('ui5/', ui5.loaded);
    await act('openDialog()', ui5.withDialog);
    await act('closeDialog()', ui5.loaded);
    await act('setPanel(true)', ui5.withPanel);
    await act('setPanel(false)', ui5.loaded);
  });
});
