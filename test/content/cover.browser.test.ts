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

  test('where a question is too dear to be asked while the page scrolls, what sticks is taken to cover what passes it', async () => {
    // No question would find these heads.
    const blind = 'background:#fff;pointer-events:none';
    const rows = '<tr><td>row</tr>'.repeat(100);
    const page = `
      <div style="position:fixed;inset:0;z-index:-1;background:#eee"></div>
      <p id=from style="margin-top:90px">Cisco ASA</p>
      <header><nav style="position:fixed;top:0;left:0;width:50%;height:60px;${blind}"><b id=inside>Cisco ASA</b></nav></header>
      <table style="margin-left:60%"><thead><tr><th id=head style="position:sticky;top:0;${blind}">Cisco ASA</tr></thead>
        <tbody>${rows}<tr><td id=row>Cisco ASA</tr>${rows}</tbody></table>
      <p id=beside style="position:absolute;left:0;top:0">Cisco ASA</p><p id=free style="position:absolute;left:0;top:0">Cisco ASA</p>`;
    const bench = await lab.open(pageOf(page), null);
    const top = Number(
      await bench.page.evaluate(() => {
        const top = (document.querySelector('#row')?.getBoundingClientRect().top ?? 0) + scrollY;
        for (const [id, y] of [
          ['#beside', top + 5],
          ['#free', top + 200],
        ] as const)
          document.querySelector<HTMLElement>(id)?.style.setProperty('top', `${y}px`);
        return top;
      }),
    );
    const to = ['#row', '#beside', '#free', '#inside', '#head'];
    expect(await bench.ask('scrollDear', { from: '#from', to, top })).toEqual([false, false, true, true, true]);
    await bench.close();
  });
});
