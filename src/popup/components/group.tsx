import type { JSX } from 'preact';
import type { ContraryApproval, ReportGroup } from '../../core/finding.ts';
import type { HomeMarket } from '../../settings/schema.ts';
import { ListChip } from '../../ui/chips.tsx';
import { useUi } from '../../ui/context.ts';
import { formatDate } from '../../ui/dates.ts';
import { Icon } from '../../ui/icons.tsx';
import { LocalText } from '../../ui/text.tsx';
import { type ItemActions, ItemView } from './item.tsx';

export interface GroupProps extends ItemActions {
  readonly group: ReportGroup;
  readonly homeMarket: HomeMarket;
  readonly isOpenAtFirst?: boolean;
}

/** One vendor: the lists it stands on, and its products on this page. */
export function GroupView({ group, homeMarket, isOpenAtFirst = false, ...actions }: GroupProps): JSX.Element {
  return (
    <section class="group" data-vendor={group.vendor.id}>
      <h2 class="group-name">
        <LocalText text={group.vendor.name} />
      </h2>
      <div class="chips">
        {group.lists.map((hit) => (
          <ListChip key={hit.id} hit={hit} />
        ))}
      </div>
      {group.approvals?.map((approval, index) => (
        <Contrary key={index} approval={approval} lists={group.lists} />
      ))}
      {group.items.map((item) => (
        <ItemView key={item.key} item={item} vendor={group.vendor} homeMarket={homeMarket} isOpenAtFirst={isOpenAtFirst} {...actions} />
      ))}
    </section>
  );
}

interface ContraryProps {
  readonly approval: ContraryApproval;
  readonly lists: ReportGroup['lists'];
}

/** The organisation approves what is restricted: somebody has to decide. */
function Contrary({ approval, lists }: ContraryProps): JSX.Element {
  const { translator } = useUi();
  const { t, pick, language } = translator;
  const { list, vendor, product, isExpired, validUntil } = approval;
  const what = product === undefined ? vendor : `${vendor} · ${product}`;
  const restricting = lists.map(({ shortTitle }) => pick(shortTitle)).join(t('comma'));
  const until = validUntil === undefined ? '' : formatDate(language, validUntil);
  return (
    <p class="offer-conflict small" data-contrary={isExpired ? 'expired' : 'approved'}>
      <Icon name="conflict" />
      <span class="foreign">{t(isExpired ? 'approved_contrary_expired' : 'approved_contrary', list, what, restricting, until)}</span>
    </p>
  );
}
