import type { ComponentChildren, JSX } from 'preact';
import type { Approval, Offer, OfferConflict } from '../../core/finding.ts';
import { useUi } from '../../ui/context.ts';
import { formatDate } from '../../ui/dates.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ExternalLink, SourceLine } from '../../ui/links.tsx';
import { wordConflicts } from '../../ui/offers.ts';
import { ForeignText, LocalText } from '../../ui/text.tsx';
import { keyOf } from '../../ui/translate.ts';

/** One thing that could be bought instead: who vouches for it, and what speaks against it. */
export function OfferView({ offer }: { readonly offer: Offer }): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const doubts = [
    ...(offer.verification === 'unverified' ? [t('offer_unverified')] : []),
    ...(offer.url !== undefined && !offer.urlVerified ? [t('offer_link_unverified')] : []),
  ];
  return (
    <>
      <OfferName offer={offer} />
      <Conflicts conflicts={offer.conflicts} />
      {offer.approval !== undefined && <ApprovalFacts approval={offer.approval} known={offer.known ?? []} />}
      {doubts.length > 0 && <p class="quiet small">{doubts.join(' · ')}</p>}
      <BasisView offer={offer} />
    </>
  );
}

/** The link goes with the product, or with the vendor where none is named. */
function OfferName({ offer: { vendor, product, url, approval } }: { readonly offer: Offer }): JSX.Element {
  const linked = (name: JSX.Element): JSX.Element => (url === undefined ? name : <ExternalLink url={url}>{name}</ExternalLink>);
  // In which language an own list is written is not known.
  const text = (name: Offer['vendor']['name']): JSX.Element =>
    approval === undefined ? <LocalText text={name} /> : <ForeignText>{name.en}</ForeignText>;
  return (
    <p class="offer-name">
      <strong>{product === undefined ? linked(text(vendor.name)) : text(vendor.name)}</strong>
      {product !== undefined && <> {linked(text(product.name))}</>}
    </p>
  );
}

interface ApprovalFactsProps {
  readonly approval: Approval;
  readonly known: NonNullable<Offer['known']>;
}

function ApprovalFacts({ approval, known }: ApprovalFactsProps): JSX.Element {
  const { translator } = useUi();
  const { t, pick, language } = translator;
  const { list, reference, validUntil, isExpired, scope, region, note } = approval;
  const until = validUntil === undefined ? undefined : formatDate(language, validUntil);
  return (
    <>
      {isExpired && until !== undefined && <p class="offer-expired small">{t('approved_expired_on', until)}</p>}
      <dl class="facts small">
        <Fact label={t('approved_list')}>
          <ForeignText>{list}</ForeignText>
        </Fact>
        <OwnFact label={t('approved_reference')} text={reference} />
        {!isExpired && until !== undefined && <Fact label={t('approved_until')}>{until}</Fact>}
        <OwnFact label={t('label_scope')} text={scope} />
        <OwnFact label={t('approved_region')} text={region} />
        <OwnFact label={t('approved_note')} text={note} />
        {known.length > 0 && <Fact label={t('approved_known')}>{known.map(pick).join(t('comma'))}</Fact>}
      </dl>
    </>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** In the organisation's own words; nothing where it gave none. */
function OwnFact({ label, text }: { readonly label: string; readonly text: string | undefined }): JSX.Element | null {
  if (text === undefined) return null;
  return (
    <Fact label={label}>
      <ForeignText>{text}</ForeignText>
    </Fact>
  );
}

function Conflicts({ conflicts }: { readonly conflicts: readonly OfferConflict[] }): JSX.Element {
  const { translator } = useUi();
  const { t, pick } = translator;
  const sentences = wordConflicts(translator, conflicts, ['offer_conflict', 'approved_conflict_unsure'], (conflict) => {
    const { jurisdiction, title, enabled } = conflict;
    const where = jurisdiction === undefined ? t('approved_conflict_own', pick(title)) : `${jurisdiction} ${pick(title)}`;
    return enabled ? where : t('offer_conflict_off', where);
  });
  return (
    <>
      {sentences.map((sentence) => (
        <p class="offer-conflict small" key={sentence}>
          <Icon name="conflict" />
          <span class="foreign">{sentence}</span>
        </p>
      ))}
    </>
  );
}

function BasisView({ offer: { vendor, product, basis, approval } }: { readonly offer: Offer }): JSX.Element | null {
  const { translator } = useUi();
  const { t, pick } = translator;
  const name = [vendor, product].flatMap((named) => (named === undefined ? [] : pick(named.name))).join(' ');
  // An approval is basis enough.
  if (basis.length === 0) return approval === undefined ? <p class="quiet small">{t('offer_no_basis')}</p> : null;
  const kinds = [...new Set(basis.map(({ kind }) => t(keyOf('basis', kind))))];
  return (
    <div class="small quiet">
      <Disclosure label={t('offer_basis', kinds.join(t('comma')))} of={name}>
        <ul class="basis">
          {basis.map((one, index) => (
            <li key={index}>
              <LocalText text={one.text} /> · {t(keyOf('verification', one.verification))}
              {one.source !== undefined && (
                <>
                  <br />
                  <SourceLine source={one.source} />
                </>
              )}
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  );
}
