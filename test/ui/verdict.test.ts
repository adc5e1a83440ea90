import { describe, expect, it } from 'vitest';
import en from '../../public/_locales/en/messages.json';
import { judgeTab, summaryToShow, wordVerdict } from '../../src/popup/verdict.ts';
import { createTranslator } from '../../src/ui/translate.ts';
import { tabs } from '../fakes/popup-connection.ts';
import { cleanReport, fullReport } from '../fakes/report-data.ts';

const translator = createTranslator('en', en);

describe('the verdict', () => {
  it.each([
    ['full', 'alert', '4 restricted vendors · 7 places'],
    ['single', 'alert', '1 restricted vendor · 1 place'],
    ['clean', 'clean', 'Nothing restricted found'],
    ['incomplete', 'neutral', 'Nothing found, but 2 lists are not complete'],
    ['unread', 'neutral', 'Nothing found in what was read'],
    ['unconfirmed', 'neutral', 'Nothing confirmed · 2 possible · 1 question'],
    ['named', 'neutral', 'Restricted vendors named, none offered'],
    ['no-lists', 'neutral', 'No list is on'],
    ['checking', 'neutral', 'Checking this page'],
    ['checking-so-far', 'alert', 'Checking. So far: 1 restricted vendor · 1 place'],
    ['not-checked', 'neutral', 'Not checked yet'],
    ['no-access', 'neutral', 'This page cannot be read'],
    ['paused', 'neutral', 'Paused on this site'],
    ['failed', 'neutral', 'The check failed'],
  ] as const)('%s: %s, %s', (state, tone, text) => {
    expect(wordVerdict(translator, tabs[state])).toMatchObject({ tone, text });
  });

  it('says that it is loading before the first answer', () => expect(wordVerdict(translator, null).text).toBe('Loading'));

  it('is clean only when every list is complete and everything was read', () => {
    const tab = tabs.clean;
    expect(judgeTab(tab)).toBe('clean');
    expect(judgeTab({ ...tab, report: { ...cleanReport, lists: fullReport.lists } })).toBe('incomplete');
    expect(judgeTab({ ...tab, report: { ...cleanReport, coverage: fullReport.coverage } })).toBe('unread');
  });

  it('does not call a former product a reason for doubt', () => {
    expect(judgeTab({ ...tabs.clean, report: { ...cleanReport, former: fullReport.former } })).toBe('clean');
  });

  it('takes a finished check without a report for no check at all', () => {
    expect(judgeTab({ ...tabs.clean, report: null })).toBe('not-checked');
  });
});

describe('the line items under the verdict', () => {
  it('are told where some are restricted, also while a check is under way', () => {
    expect(summaryToShow('restricted', fullReport)).toBe(fullReport.lines);
    expect(summaryToShow('checking', fullReport)).toBe(fullReport.lines);
    expect(summaryToShow('failed', fullReport)).toBe(fullReport.lines);
  });

  it('are told where none is restricted of those that were checked', () => {
    for (const kind of ['clean', 'incomplete', 'unread', 'named', 'unconfirmed'] as const)
      expect(summaryToShow(kind, cleanReport), kind).toBe(cleanReport.lines);
  });

  it('are not called unrestricted before a check is done, or where nothing was checked', () => {
    for (const kind of ['checking', 'failed', 'no-lists'] as const) expect(summaryToShow(kind, cleanReport), kind).toBeNull();
  });

  it('are not told of where there are none', () => {
    expect(summaryToShow('restricted', { ...fullReport, lines: null })).toBeNull();
    expect(summaryToShow('loading', null)).toBeNull();
  });
});
