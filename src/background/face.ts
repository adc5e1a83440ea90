/** What the toolbar button of a tab says. */
import type { Report } from '../core/finding.ts';
import { SERIOUS_GAPS } from '../core/gaps.ts';
import { judgeReport } from '../core/verdict.ts';
import type { BadgeFace } from '../platform/badge.ts';
import type { Settings } from '../settings/schema.ts';
import type { Translator } from '../ui/connect.ts';
import { chooseLocale, createTranslator, type Locale, type Messages } from '../ui/translate.ts';
import type { TabRecord } from './tab-record.ts';

/** Put in by the build (`scripts/face-words.ts`): a page waits for its button, and to fetch all words takes 10 ms. */
declare const FACE_WORDS: Readonly<Record<Locale, Messages>>;

/** The words for `faceOf` in the language of a setting. */
export function faceWords(setting: Settings['language'], uiLanguage: string): Translator['t'] {
  const locale = chooseLocale(setting, uiLanguage);
  return createTranslator(locale, FACE_WORDS[locale]).t;
}

/** Stands in the place of an error for a page that is closed to all extensions. */
export const NO_ACCESS = 'no-access';

/** The face for a record; `report` is null where no frame was heard of. */
export function faceOf(record: TabRecord, report: Report | null, t: Translator['t']): BadgeFace {
  if (record.error === NO_ACCESS) return { text: '', title: t('badge_no_access'), tone: 'quiet', isRead: false };
  if (record.error !== '') return { text: '!', title: t(record.error), tone: 'partial', isRead: false };
  if (!report) return { text: '', title: t('badge_not_checked'), tone: 'quiet', isRead: false };
  const partial = report.coverage.unread.some((gap) => SERIOUS_GAPS.has(gap.what));
  if (report.counted > 0)
    return {
      text: report.counted > 999 ? '999+' : String(report.counted),
      title: t('badge_found', report.counted),
      tone: 'alert',
      isRead: true,
    };
  if (!Object.values(record.frames).every((frame) => frame.complete))
    return { text: '…', title: t('badge_checking'), tone: 'quiet', isRead: true };
  const verdict = judgeReport(report);
  if (verdict === 'no-lists') return { text: '', title: t('verdict_no_lists'), tone: 'quiet', isRead: true };
  if (verdict === 'unconfirmed' || verdict === 'named') return { text: '?', title: t(`verdict_${verdict}`), tone: 'quiet', isRead: true };
  if (partial) return { text: '?', title: t('badge_partial'), tone: 'partial', isRead: true };
  if (verdict === 'set-aside') return { text: '–', title: t('verdict_set_aside'), tone: 'quiet', isRead: true };
  const incomplete = report.lists.incomplete.length;
  // A check mark would read as all clear, which a list with unknown members cannot give.
  if (incomplete > 0) return { text: '–', title: t('badge_incomplete', incomplete), tone: 'quiet', isRead: true };
  return { text: '✓', title: t('badge_clean'), tone: 'clean', isRead: true };
}
