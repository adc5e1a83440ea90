import type { JSX } from 'preact';
import type { ReportGroup, ReportSection } from '../../core/finding.ts';
import { useUi } from '../../ui/context.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { countFindings } from '../verdict.ts';
import { type GroupProps, GroupView } from './group.tsx';

export interface FoldedProps extends Omit<GroupProps, 'group' | 'isOpenAtFirst'> {
  readonly kind: Exclude<ReportSection, 'confirmed'>;
  readonly groups: readonly ReportGroup[];
  /** Whether it is all that there is to look at. */
  readonly isOpenAtFirst?: boolean;
}

/** Findings that are not counted, folded away where others are, with a sentence on why they are not. Nothing when there are none. */
export function Folded({ kind, groups, isOpenAtFirst = false, ...rest }: FoldedProps): JSX.Element | null {
  const { translator } = useUi();
  if (groups.length === 0) return null;
  return (
    <section class="folded" data-section={kind}>
      <Disclosure level={2} look="part" label={translator.t(`folded_${kind}`, countFindings(groups))} openAtFirst={isOpenAtFirst}>
        <p class="quiet small folded-why">{translator.t(`folded_${kind}_why`)}</p>
        {groups.map((group) => (
          <GroupView key={group.vendor.id} group={group} {...rest} />
        ))}
      </Disclosure>
    </section>
  );
}
