import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Offer, ReportItem } from '../../core/finding.ts';
import type { HomeMarket } from '../../settings/schema.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { headingOf, type OfferKind, offersByKind } from '../../ui/offers.ts';
import { OfferView } from './offer.tsx';

/** A reviewer compares a few; the others are one click away. */
const shownAtFirst = 3;

export interface OffersProps {
  readonly item: ReportItem;
  /** Instead of what; for assistive technology. */
  readonly of: string;
  readonly homeMarket: HomeMarket;
}

/** What could be bought instead: what the organisation approved before what is offered on a basis; or the plain word that nothing is known. */
export function Offers({ item, of, homeMarket }: OffersProps): JSX.Element {
  const { translator } = useUi();
  const { t, pick } = translator;
  const { approved, expired, bundled } = offersByKind(item.offers);
  const hasBundled = bundled.length > 0 || item.offers.length === 0;
  return (
    <>
      {approved.length > 0 && <OfferList kind="approved" of={of} offers={approved} homeMarket={homeMarket} />}
      {expired.length > 0 && <OfferList kind="expired" of={of} offers={expired} homeMarket={homeMarket} />}
      {item.moreApproved !== undefined && <p class="offers-more quiet small">{t('approved_more', item.moreApproved)}</p>}
      {hasBundled && (
        <OfferList kind="bundled" of={of} offers={bundled} homeMarket={homeMarket}>
          {bundled.length === 0 ? (
            <p class="quiet">{item.noneKnown === undefined ? t(whyNone(item)) : pick(item.noneKnown)}</p>
          ) : (
            <p class="quiet small">{t('offers_no_approval')}</p>
          )}
        </OfferList>
      )}
    </>
  );
}

function whyNone(item: ReportItem): string {
  if (item.isUncollected) return 'offers_uncollected';
  return item.product === undefined ? 'offers_need_product' : 'offers_none';
}

interface OfferListProps {
  readonly of: string;
  readonly kind: OfferKind;
  readonly offers: readonly Offer[];
  readonly homeMarket: HomeMarket;
  /** What is said of all of them. */
  readonly children?: ComponentChildren;
}

function OfferList({ kind, of, offers, homeMarket, children }: OfferListProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const [showsAll, setShowsAll] = useState(false);
  const visible = showsAll ? offers : offers.slice(0, shownAtFirst);
  return (
    <div data-offers={kind}>
      <h4>{t(headingOf(kind, homeMarket))}</h4>
      {children}
      <ul class="offers">
        {visible.map((offer) => {
          const id = offer.product?.id ?? offer.vendor.id;
          return (
            <li key={`${offer.vendor.id}/${id}`} data-offer={id}>
              <OfferView offer={offer} />
            </li>
          );
        })}
      </ul>
      {visible.length < offers.length && (
        <Button look="plain" label={t('action_all_offers', offers.length)} of={of} onClick={() => setShowsAll(true)} />
      )}
    </div>
  );
}
