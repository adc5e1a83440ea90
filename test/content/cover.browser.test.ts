/** What lies over marks is found in time, however long each question takes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, openLab, pageOf, usualKinds } from './lab.ts';

const PAGE = `
  <div style="position:sticky;top:0;height:60px;background:#fff;z-index:1">head</div>
  <p id=from>Cisco ASA</p>
  <p id=to style="margin-top:3000px">Cisco ASA</p>
  <div style="height:5000px"></div>`;

describe.each(usualKinds)('%s', (kind) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab(kind);
  });
  afterAll(() => lab?.close());

  test('a head is found soon after a long scroll on a machine with much to do', async () => {
    const bench = await lab.open(pageOf(PAGE), null);
    const top = Number(await bench.page.evaluate('document.getElementById("to").getBoundingClientRect().top - 15'));
    expect(await bench.ask<number>('jump', { from: '#from', to: '#to', top })).toBeLessThan(500);
    await bench.close();
  });
});
