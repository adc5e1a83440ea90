import type { JSX } from 'preact';
import type { ReportGroup } from '../../core/finding.ts';
import type { HomeMarket } from '../../settings/schema.ts';
import { ListChip } from '../../ui/chips.tsx';
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
      {group.items.map((item) => (
        <ItemView key={item.key} item={item} vendor={group.vendor} homeMarket={homeMarket} isOpenAtFirst={isOpenAtFirst} {...actions} />
      ))}
    </section>
  );
}
