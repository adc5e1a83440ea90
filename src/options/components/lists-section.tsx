import type { JSX } from 'preact';
import type { Catalogue } from '../../core/model.ts';
import { isListEnabled } from '../../core/policy.ts';
import { type HomeMarket, homeMarkets, type Settings } from '../../settings/schema.ts';
import { useUi } from '../../ui/context.ts';
import { regionName } from '../../ui/regions.ts';
import { count } from '../../ui/translate.ts';
import { groupLists, switchList } from '../lists.ts';
import { Choice } from './choice.tsx';
import { ListCard } from './list-card.tsx';

export interface ListsSectionProps {
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** Home market, and all lists by jurisdiction with their switches. */
export function ListsSection({ catalogue, settings, onChange }: ListsSectionProps): JSX.Element {
  const { translator } = useUi();
  const { t, language } = translator;
  const vendors = new Map(catalogue.vendors.map((vendor) => [vendor.id, vendor]));
  return (
    <section id="lists" aria-labelledby="lists-title">
      <h2 id="lists-title">{t('section_lists')}</h2>
      <Choice<HomeMarket>
        field="homeMarket"
        label={t('field_homeMarket')}
        hint={t('home_market_hint')}
        value={settings.homeMarket}
        options={homeMarkets.map((market) => ({ value: market, label: regionName(language, market) }))}
        onChange={(homeMarket) => onChange({ homeMarket })}
      />
      {groupLists(catalogue.lists, settings.homeMarket).map((group) => (
        <section key={group.jurisdiction} class="jurisdiction" aria-labelledby={`jurisdiction-${group.jurisdiction}`}>
          <h3 id={`jurisdiction-${group.jurisdiction}`}>
            {regionName(language, group.jurisdiction)}{' '}
            <span class="quiet small">
              {count(
                translator,
                'lists_on_of',
                group.lists.filter((list) => isListEnabled(list, settings)).length,
                String(group.lists.length),
              )}
            </span>
          </h3>
          {group.lists.map((list) => (
            <ListCard
              key={list.id}
              list={list}
              vendors={vendors}
              isOn={isListEnabled(list, settings)}
              onSwitch={(isOn) => onChange({ lists: switchList(list, settings, isOn) })}
            />
          ))}
        </section>
      ))}
    </section>
  );
}
