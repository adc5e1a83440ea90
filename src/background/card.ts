/** A finding in a few translated words, for the card on a mark. */
import type { Finding, Line, ListHit, Offer, ReportItem } from '../core/finding.ts';
import { levelOf } from '../core/report.ts';
import type { Card } from '../messaging/calls.ts';
import type { Translator } from '../ui/connect.ts';
import { formatDate } from '../ui/dates.ts';
import { wordLine } from '../ui/lines.ts';
import { keyOf } from '../ui/translate.ts';
import { describeWhy } from '../ui/why.ts';

/** More would make the card a second popup. */
const MAX_OFFERS = 3;

export function buildCard(finding: Finding, item: ReportItem | undefined, homeMarket: string, translator: Translator): Card {
  const { t, pick } = translator;
  const level = levelOf(finding);
  const what = finding.product ?? finding.related;
  const offers = (item?.offers ?? []).slice(0, MAX_OFFERS);
  return {
    id: finding.id,
    level,
    heading: what ? `${pick(finding.vendor.name)} · ${pick(what.name)}` : pick(finding.vendor.name),
    verdict: t(keyOf('card', level)),
    line: finding.line === undefined ? '' : describeLine(finding.line, translator),
    reasons: [describeWhy(finding, translator)],
    lists: finding.lists.map((list) => ({ title: pick(list.shortTitle), status: describeStatus(list, translator) })),
    offers: offers.map((offer, index) => ({
      index,
      name: offerName(offer, translator),
      note: offerNote(offer, translator),
      link: offer.url !== undefined,
    })),
    noOffer: offers.length > 0 ? '' : item?.noneKnown ? pick(item.noneKnown) : t(whyNone(item)),
    labels: {
      lists: t('card_lists'),
      offers: t(homeMarket === 'CN' ? 'card_offers' : 'card_offers_other'),
      close: t('card_close'),
      more: t('card_more'),
    },
  };
}

function describeLine(line: Line, translator: Translator): string {
  return wordLine(translator, line)
    .map((pieces) => pieces.map(({ text }) => text).join(''))
    .join(' · ');
}

function whyNone(item: ReportItem | undefined): string {
  if (item?.isUncollected) return 'offers_uncollected';
  return item?.product ? 'card_no_offer' : 'offers_need_product';
}

function describeStatus(list: ListHit, { t, language }: Translator): string {
  if (list.grade === 'own') return t('grade_own');
  const parts = [t(keyOf('status', list.listStatus)), t(keyOf('grade', list.grade))];
  if (list.entryStatus !== 'in-force') parts.push(t(keyOf('member', list.entryStatus)));
  if (list.deadline) parts.push(formatDate(language, list.deadline));
  return parts.join(' · ');
}

function offerName(offer: Offer, { pick }: Translator): string {
  return `${pick(offer.vendor.name)} · ${pick(offer.product.name)}`;
}

function offerNote(offer: Offer, { t, pick }: Translator): string {
  const basis = offer.basis[0];
  const conflicts = offer.conflicts.map((conflict) => pick(conflict.title)).join(', ');
  return [
    basis ? t(keyOf('basis', basis.kind)) : '',
    offer.url !== undefined && !offer.urlVerified ? t('card_link_unverified') : '',
    conflicts ? t('card_conflict', conflicts) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
