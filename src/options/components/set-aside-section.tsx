import type { JSX } from 'preact';
import type { Catalogue, Localized } from '../../core/model.ts';
import { type Exemption, withoutExemption } from '../../core/policy.ts';
import type { Settings } from '../../settings/schema.ts';
import { useUi } from '../../ui/context.ts';
import { formatDate } from '../../ui/dates.ts';
import { useIsLocked } from '../../ui/locks.ts';
import { ForeignText, LocalText } from '../../ui/text.tsx';

export interface SetAsideSectionProps {
  readonly catalogue: Catalogue;
  readonly exemptions: Settings['exemptions'];
  readonly onChange: (change: Partial<Settings>) => void;
}

/** What the reviewer set aside, why and since when, with the way to take it back. */
export function SetAsideSection({ catalogue, exemptions, onChange }: SetAsideSectionProps): JSX.Element {
  const { t, language, pick } = useUi().translator;
  const isLocked = useIsLocked('exemptions');
  return (
    <section id="set-aside" aria-labelledby="set-aside-title">
      <h2 id="set-aside-title">{t('section_set_aside')}</h2>
      <p class="quiet">{t(exemptions.length === 0 ? 'exempt_none' : 'exempt_intro')}</p>
      {exemptions.length > 0 && (
        <ul class="rows">
          {exemptions.map((exemption) => {
            const { vendor, product } = namesOf(exemption, catalogue);
            const name = product === undefined ? pick(vendor) : `${pick(vendor)} · ${pick(product)}`;
            return (
              <li key={`${exemption.vendor}/${exemption.product ?? ''}`} data-exempt={exemption.vendor}>
                <div>
                  <p>
                    <strong>
                      <LocalText text={vendor} />
                    </strong>
                    {' · '}
                    {product === undefined ? t('exempt_all') : <LocalText text={product} />}
                  </p>
                  <p class="small">
                    <ForeignText>{exemption.reason}</ForeignText>
                    <span class="quiet"> · {t('exempt_since', formatDate(language, exemption.since))}</span>
                  </p>
                </div>
                <button
                  type="button"
                  class="button"
                  aria-label={`${t('exempt_undo')}: ${name}`}
                  disabled={isLocked}
                  onClick={() => onChange({ exemptions: withoutExemption(exemptions, exemption) })}
                >
                  {t('exempt_undo')}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** Names of what is exempt; the ids where the bundled facts no longer know them. */
function namesOf({ vendor, product }: Exemption, catalogue: Catalogue): { readonly vendor: Localized; readonly product?: Localized } {
  const known = catalogue.vendors.find(({ id }) => id === vendor);
  const named = known?.products.find(({ id }) => id === product);
  return { vendor: known?.name ?? { en: vendor }, ...(product === undefined ? {} : { product: named?.name ?? { en: product } }) };
}
