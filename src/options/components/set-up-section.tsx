import type { ComponentChildren, JSX } from 'preact';
import { useId, useMemo, useState } from 'preact/hooks';
import { type BuyerKind, buyerKinds } from '../../core/buyer-kinds.ts';
import type { Catalogue } from '../../core/model.ts';
import { isListEnabled } from '../../core/policy.ts';
import { type Proposal, proposeLists } from '../../core/proposals.ts';
import { type HomeMarket, homeMarkets, type Settings } from '../../settings/schema.ts';
import { Button } from '../../ui/button.tsx';
import { StatusTag } from '../../ui/chips.tsx';
import { useUi } from '../../ui/context.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { LockNote } from '../../ui/lock-note.tsx';
import { useIsLocked } from '../../ui/locks.ts';
import { regionName } from '../../ui/regions.ts';
import { LocalText } from '../../ui/text.tsx';
import { count, keyOf } from '../../ui/translate.ts';
import { switchAll } from '../lists.ts';
import { Choice } from './choice.tsx';
import { Reasons } from './list-details.tsx';
import { type CheckSample, SampleOrderView } from './sample-order.tsx';

export interface SetUpSectionProps {
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly isEverywhere: boolean;
  readonly checkSample: CheckSample;
  readonly onEverywhere: () => void;
  readonly onChange: (change: Partial<Settings>) => void;
}

const permissions = ['click', 'site', 'everywhere'] as const;

/** One page for the first start: where and what the buyer is, which lists follow, where pages are read, and a sample. */
export function SetUpSection(props: SetUpSectionProps): JSX.Element {
  const { catalogue, settings, isEverywhere, checkSample, onEverywhere, onChange } = props;
  const { translator } = useUi();
  const { t, language } = translator;
  const isLocked = useIsLocked('lists');
  const isEverywhereLocked = useIsLocked('features/everywhere');
  const [homeMarket, setHomeMarket] = useState<HomeMarket>(settings.homeMarket);
  const [buyer, setBuyer] = useState<readonly BuyerKind[]>(() => buyerKinds.filter((kind) => settings.profile.buyer.includes(kind)));
  /** Ticked or unticked by hand, against the proposal. */
  const [ticks, setTicks] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [showsSample, setShowsSample] = useState(false);

  const proposals = useMemo(() => proposeLists(catalogue.lists, { homeMarket, buyer }), [catalogue, homeMarket, buyer]);
  const isTicked = ({ list, standing }: Proposal): boolean => ticks.get(list.id) ?? standing === 'proposed';
  const chosen = proposals.filter(isTicked).map(({ list }) => list.id);
  const chosenKey = chosen.join();
  const change = useMemo(() => {
    const lists = switchAll(catalogue.lists, { homeMarket, lists: settings.lists }, new Set(chosenKey.split(',')));
    return { homeMarket, lists };
  }, [catalogue, homeMarket, chosenKey, settings.lists]);
  const policy = useMemo(() => ({ ...settings, ...change }), [settings, change]);
  const isStored = settings.profile.isDone && catalogue.lists.every((list) => isListEnabled(list, settings) === chosen.includes(list.id));

  const rows = (standing: Proposal['standing']): JSX.Element[] =>
    proposals
      .filter((proposal) => proposal.standing === standing)
      .map((proposal) => (
        <ProposalRow
          key={proposal.list.id}
          proposal={proposal}
          isTicked={isTicked(proposal)}
          isDisabled={isLocked}
          onTick={(isOn) => setTicks(new Map([...ticks, [proposal.list.id, isOn]]))}
        />
      ));
  const elsewhere = rows('elsewhere');
  const others = rows('other');

  return (
    <section id="set-up" aria-labelledby="set-up-title">
      <h2 id="set-up-title">{t('setup_title')}</h2>
      <p class="quiet">{t('setup_intro')}</p>

      <Step number={1} title={t('setup_step_market')}>
        <Choice<HomeMarket>
          field="homeMarket"
          label={t('field_homeMarket')}
          value={homeMarket}
          options={homeMarkets.map((market) => ({ value: market, label: regionName(language, market) }))}
          onChange={setHomeMarket}
        />
      </Step>

      <Step number={2} title={t('setup_step_buyer')}>
        <fieldset class="set-up-kinds">
          <legend class="quiet">{t('setup_buyer_hint')}</legend>
          {buyerKinds.map((kind) => (
            <label key={kind} class="check">
              <input
                type="checkbox"
                value={kind}
                checked={buyer.includes(kind)}
                onChange={(event) => setBuyer(event.currentTarget.checked ? [...buyer, kind] : buyer.filter((other) => other !== kind))}
              />
              {t(keyOf('buyer', kind))}
            </label>
          ))}
        </fieldset>
      </Step>

      <Step number={3} title={t('setup_step_lists')}>
        <p class="quiet">{t(buyer.length === 0 ? 'setup_lists_all' : 'setup_lists_proposed')}</p>
        <div class="proposals">{rows('proposed')}</div>
        {elsewhere.length > 0 && (
          <Disclosure look="link" label={t('setup_elsewhere', elsewhere.length)}>
            <div class="proposals">{elsewhere}</div>
          </Disclosure>
        )}
        {others.length > 0 && (
          <Disclosure look="link" label={t('setup_others', others.length)}>
            <div class="proposals">{others}</div>
          </Disclosure>
        )}
        <p class="set-up-use">
          <Button
            look="main"
            label={count(translator, 'setup_use', chosen.length)}
            isDisabled={isLocked}
            onClick={() => onChange({ ...change, profile: { isDone: true, buyer: [...buyer] } })}
          />
          <span role="status">
            {isStored && (
              <>
                {t('setup_stored')} <a href="#lists">{t('setup_to_lists')}</a>
              </>
            )}
          </span>
        </p>
      </Step>

      <Step number={4} title={t('setup_step_access')}>
        <dl class="set-up-access">
          {permissions.map((one) => (
            <div key={one}>
              <dt>
                {t(`setup_access_${one}`)} {one === (isEverywhere ? 'everywhere' : 'click') && <span class="tag">{t('setup_is_now')}</span>}
              </dt>
              <dd class="quiet">{t(`setup_access_${one}_why`)}</dd>
            </div>
          ))}
        </dl>
        <LockNote of="features/everywhere" />
        {!isEverywhere && !isEverywhereLocked && <Button label={t('action_access_everywhere')} onClick={onEverywhere} />}
      </Step>

      <Step number={5} title={t('setup_step_sample')}>
        <p class="quiet">{t('setup_sample_why')}</p>
        {showsSample ? (
          <SampleOrderView checkSample={checkSample} policy={policy} />
        ) : (
          <Button icon="lens" label={t('setup_sample')} onClick={() => setShowsSample(true)} />
        )}
      </Step>
    </section>
  );
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Step({ number, title, children }: StepProps): JSX.Element {
  return (
    <section class="step">
      <h3>
        <span class="step-number">{number}</span> {title}
      </h3>
      {children}
    </section>
  );
}

interface ProposalRowProps {
  readonly proposal: Proposal;
  readonly isTicked: boolean;
  readonly isDisabled: boolean;
  readonly onTick: (isTicked: boolean) => void;
}

function ProposalRow({ proposal: { list, reasons }, isTicked, isDisabled, onTick }: ProposalRowProps): JSX.Element {
  const id = useId();
  const isLocked = useIsLocked(`lists/${list.id}`);
  return (
    <div class="proposal" data-proposal={list.id}>
      <input
        id={id}
        type="checkbox"
        checked={isTicked}
        disabled={isDisabled || isLocked}
        onChange={(event) => onTick(event.currentTarget.checked)}
      />
      <div>
        <label for={id}>
          <LocalText text={list.title} />
        </label>{' '}
        <StatusTag status={list.status} isWeak />
        <Reasons reasons={reasons.length > 0 ? reasons : list.appliesTo} />
      </div>
    </div>
  );
}
