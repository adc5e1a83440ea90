import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Offer, ReportItem } from '../../core/finding.ts';
import type { HomeMarket } from '../../settings/schema.ts';
import { useUi } from '../../ui/context.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ExternalLink, SourceLine } from '../../ui/links.tsx';
import { EnglishText, LocalText } from '../../ui/text.tsx';
import { keyOf } from '../../ui/translate.ts';

/** A reviewer compares a few; the others are one click away. */
const shownAtFirst = 3;

export interface OffersProps {
  readonly item: ReportItem;
  readonly homeMarket: HomeMarket;
}

/** What could be bought instead, on which basis; or the plain word that nothing is known. */
export function Offers({ item, homeMarket }: OffersProps): JSX.Element {
  const { translator } = useUi();
  const { t, pick } = translator;
  const [showsAll, setShowsAll] = useState(false);
  // Only China's collection is domestic by its rule; the others gather what is sold there.
  const heading = t(homeMarket === 'CN' ? 'heading_domestic_alternatives' : 'heading_alternatives');
  const visible = showsAll ? item.offers : item.offers.slice(0, shownAtFirst);
  return (
    <>
      <h4>{heading}</h4>
      {item.offers.length === 0 ? (
        <p class="quiet">{item.noneKnown === undefined ? t(whyNone(item)) : pick(item.noneKnown)}</p>
      ) : (
        <p class="quiet small">{t('offers_no_approval')}</p>
      )}
      <ul class="offers">
        {visible.map((offer) => (
          <li key={`${offer.vendor.id}/${offer.product.id}`} data-offer={offer.product.id}>
            <OfferView offer={offer} />
          </li>
        ))}
      </ul>
      {visible.length < item.offers.length && (
        <button type="button" class="button button-plain" onClick={() => setShowsAll(true)}>
          {t('action_all_offers', item.offers.length)}
        </button>
      )}
    </>
  );
}

function whyNone(item: ReportItem): string {
  if (item.isUncollected) return 'offers_uncollected';
  return item.product === undefined ? 'offers_need_product' : 'offers_none';
}

function OfferView({ offer }: { readonly offer: Offer }): JSX.Element {
  const { translator } = useUi();
  const { t, pick } = translator;
  const kinds = [...new Set(offer.basis.map((basis) => t(keyOf('basis', basis.kind))))];
  const conflicts = offer.conflicts.map((conflict) => {
    const where = `${conflict.jurisdiction} ${pick(conflict.title)}`;
    return conflict.enabled ? where : t('offer_conflict_off', where);
  });
  const doubts = [
    ...(offer.verification === 'unverified' ? [t('offer_unverified')] : []),
    ...(offer.url !== undefined && !offer.urlVerified ? [t('offer_link_unverified')] : []),
  ];
  return (
    <>
      <p class="offer-name">
        <strong>
          <LocalText text={offer.vendor.name} />
        </strong>{' '}
        {offer.url === undefined ? (
          <LocalText text={offer.product.name} />
        ) : (
          <ExternalLink url={offer.url}>
            <LocalText text={offer.product.name} />
          </ExternalLink>
        )}
      </p>
      {doubts.length > 0 && <p class="quiet small">{doubts.join(' · ')}</p>}
      {offer.conflicts.length > 0 && (
        <p class="offer-conflict small">
          <Icon name="conflict" />
          <span class="foreign">{t('offer_conflict', conflicts.join(t('comma')))}</span>
        </p>
      )}
      {offer.basis.length === 0 ? (
        <p class="quiet small">{t('offer_no_basis')}</p>
      ) : (
        <div class="small quiet">
          <Disclosure label={t('offer_basis', kinds.join(t('comma')))}>
            <ul class="basis">
              {offer.basis.map((basis, index) => (
                <li key={index}>
                  <EnglishText>{basis.text}</EnglishText> · {t(keyOf('verification', basis.verification))}
                  {basis.source !== undefined && (
                    <>
                      <br />
                      <SourceLine source={basis.source} />
                    </>
                  )}
                </li>
              ))}
            </ul>
          </Disclosure>
        </div>
      )}
    </>
  );
}
