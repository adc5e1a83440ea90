import type { JSX } from 'preact';
import { useId, useMemo, useState } from 'preact/hooks';
import type { Catalogue } from '../../core/model.ts';
import { isListEnabled } from '../../core/policy.ts';
import { type HomeMarket, homeMarkets, type Settings } from '../../settings/schema.ts';
import { useUi } from '../../ui/context.ts';
import { regionName } from '../../ui/regions.ts';
import { count } from '../../ui/translate.ts';
import { groupLists, searchLists, switchList } from '../lists.ts';
import { Choice } from './choice.tsx';
import { ListCard } from './list-card.tsx';

export interface ListsSectionProps {
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  /** Of the package, which is that of the bundled facts. */
  readonly version: string;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** Home market, and all lists by jurisdiction with their switches; a search over titles, issuers and members. */
export function ListsSection({ catalogue, settings, version, onChange }: ListsSectionProps): JSX.Element {
  const { translator } = useUi();
  const { t, language } = translator;
  const [words, setWords] = useState('');
  const vendors = useMemo(() => new Map(catalogue.vendors.map((vendor) => [vendor.id, vendor])), [catalogue]);
  const found = new Map(searchLists(catalogue.lists, vendors, words).map((one) => [one.list.id, one.members]));
  const isOn = (list: { readonly id: string; readonly jurisdiction: string }): boolean => isListEnabled(list, settings);
  const id = useId();
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
      <p class="lists-apply">
        <a href="#set-up">{t('setup_link')}</a>
      </p>
      <div class="lists-search">
        <label class="visually-hidden" for={id}>
          {t('lists_search')}
        </label>
        <input
          id={id}
          type="search"
          placeholder={t('lists_search')}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <span class="quiet small" role="status">
          {words.trim() === ''
            ? count(translator, 'lists_on_of', catalogue.lists.filter(isOn).length, String(catalogue.lists.length))
            : count(translator, 'lists_found', found.size)}
        </span>
      </div>
      {groupLists(
        catalogue.lists.filter((list) => found.has(list.id)),
        settings.homeMarket,
      ).map((group) => (
        <section key={group.jurisdiction} class="jurisdiction" aria-labelledby={`jurisdiction-${group.jurisdiction}`}>
          <h3 id={`jurisdiction-${group.jurisdiction}`}>
            {regionName(language, group.jurisdiction)}{' '}
            <span class="quiet small">{count(translator, 'lists_on_of', group.lists.filter(isOn).length, String(group.lists.length))}</span>
          </h3>
          {group.lists.map((list) => (
            <ListCard
              key={list.id}
              list={list}
              vendors={vendors}
              categories={catalogue.categories}
              found={found.get(list.id) ?? []}
              settings={settings}
              version={version}
              isOn={isOn(list)}
              onSwitch={(on) => onChange({ lists: switchList(list, settings, on) })}
              onChange={onChange}
            />
          ))}
        </section>
      ))}
    </section>
  );
}
