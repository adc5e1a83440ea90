/** A finding in a few translated words, for the card on a mark. */
import type { Approval, Finding, Line, ListHit, Offer, ReportItem } from '../core/finding.ts';
import { levelOf } from '../core/report.ts';
import type { Card } from '../messaging/calls.ts';
import type { Translator } from '../ui/connect.ts';
import { formatDate } from '../ui/dates.ts';
import { wordLine } from '../ui/lines.ts';
import { headingOf, kindOf, wordConflicts } from '../ui/offers.ts';
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
      heading: t(headingOf(kindOf(offer), homeMarket)),
      name: offerName(offer, translator),
      note: offerNote(offer, translator),
      link: offer.url !== undefined,
    })),
    noOffer: offers.length > 0 ? '' : item?.noneKnown ? pick(item.noneKnown) : t(whyNone(item)),
    labels: {
      lists: t('card_lists'),
      offers: t(headingOf('bundled', homeMarket)),
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
  if (list.deadline) parts.push(t('list_deadline', formatDate(language, list.deadline)));
  return parts.join(' · ');
}

function offerName({ vendor, product }: Offer, { pick }: Translator): string {
  return product === undefined ? pick(vendor.name) : `${pick(vendor.name)} · ${pick(product.name)}`;
}

function offerNote(offer: Offer, translator: Translator): string {
  const { pick } = translator;
  return [
    ...(offer.approval === undefined ? describeBasis(offer, translator) : describeApproval(offer.approval, translator)),
    ...wordConflicts(translator, offer.conflicts, ['card_conflict', 'approved_card_unsure'], ({ title }) => pick(title)),
  ].join(' · ');
}

function describeBasis({ basis: [best], url, urlVerified }: Offer, { t }: Translator): string[] {
  return [...(best ? [t(keyOf('basis', best.kind))] : []), ...(url !== undefined && !urlVerified ? [t('card_link_unverified')] : [])];
}

function describeApproval({ list, reference, validUntil, isExpired }: Approval, { t, language }: Translator): string[] {
  const until =
    validUntil === undefined ? [] : [t(isExpired ? 'approved_card_expired' : 'approved_card_until', formatDate(language, validUntil))];
  return [list, ...(reference === undefined ? [] : [reference]), ...until];
}
