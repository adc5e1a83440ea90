/** What is hard to get at, in both browsers: frames of every kind, closed shadow roots, dialogs, folded parts. */
import { describe, it } from 'vitest';
import * as frames from '../fixtures/components/frames/expected.ts';
import * as closed from '../fixtures/components/lit-closed/expected.ts';
import * as ui5 from '../fixtures/components/ui5/expected.ts';
import { useComponentPages } from './component-pages.ts';

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  const pages = useComponentPages(kind);

  it('frames: another site and one inside it, filled by script, srcdoc, sandboxed with and without scripts', async () => {
    await pages.open('frames/', frames.loaded);
    // A frame may be laid out, and so count as shown, a moment after it was read.
    await pages.session.whenDone(
      pages.tab,
      'every frame to be accounted for',
      ({ coverage }) => coverage.frames === 7 && coverage.unread.length === 0,
    );
    await pages.act('edit("Rack shelf 2U")', frames.afterEdit);
    await pages.act('removeFrames()', frames.withoutFrames);
  });

  // What is forgotten is forgotten now and then only.
  it.each([1, 2, 3])('frames: nothing is lost, whichever frame reports first (%i)', async () => {
    await pages.open('frames/', frames.loaded);
  });

  it('closed shadow roots three deep, slots, a root attached late', async () => {
    await pages.open('lit-closed/', closed.loaded);
    await pages.act('edit(1, { description: "CrowdStrike Falcon seats" })', closed.afterEdit);
    await pages.act('removeLine(2)', closed.afterRemoval);
    await pages.act('navigate()', closed.otherQuote);
  });

  it('a dialog and a folded panel are read while they are shown', async () => {
    await pages.open('ui5/', ui5.loaded);
    await pages.act('openDialog()', ui5.withDialog);
    await pages.act('closeDialog()', ui5.loaded);
    await pages.act('setPanel(true)', ui5.withPanel);
    await pages.act('setPanel(false)', ui5.loaded);
  });
});
