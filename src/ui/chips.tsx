import type { JSX } from 'preact';
import type { ListHit } from '../core/finding.ts';
import type { List } from '../core/model.ts';
import { useUi } from './context.ts';
import { LocalText } from './text.tsx';
import { keyOf } from './translate.ts';

/**
 * How hard a list bears on a vendor: `firm` for an official entry in force, `reported` for a list known from reports
 * only, `weak` for anything else, such as a suspended entry. `key` is the message that says why.
 */
export function weighHit(hit: Pick<ListHit, 'listStatus' | 'entryStatus' | 'grade'>): {
  readonly weight: 'firm' | 'reported' | 'weak';
  readonly key: string;
} {
  if (hit.grade === 'own') return { weight: 'firm', key: 'chip_own' };
  // Of a list known from reports only, "reported" says more than the "unclear" that all its entries share.
  if (hit.listStatus === 'reported') return { weight: 'reported', key: 'chip_reported' };
  if (hit.entryStatus !== 'in-force') return { weight: 'weak', key: keyOf('chip', hit.entryStatus) };
  if (hit.listStatus !== 'in-force') return { weight: 'weak', key: keyOf('chip', hit.listStatus) };
  if (hit.grade !== 'official') return { weight: 'weak', key: keyOf('chip', hit.grade) };
  return { weight: 'firm', key: 'chip_in_force' };
}

/** A list in three words: jurisdiction, short title, how firm. */
export function ListChip({ hit }: { readonly hit: ListHit }): JSX.Element {
  const { translator } = useUi();
  const { weight, key } = weighHit(hit);
  return (
    <span class={`chip chip-${weight}`}>
      <span class="chip-place">{hit.jurisdiction ?? translator.t('own_place')}</span>
      <span class="chip-name">
        <LocalText text={hit.shortTitle} />
      </span>
      <span class="chip-status">{translator.t(key)}</span>
    </span>
  );
}

/** Standing of a list as such; drawn quietly where it does not bear on the vendor at hand. */
export function StatusTag({ status, isWeak = false }: { readonly status: List['status']; readonly isWeak?: boolean }): JSX.Element {
  const { translator } = useUi();
  const look = isWeak ? 'tag' : status === 'in-force' ? 'tag tag-firm' : status === 'reported' ? 'tag tag-reported' : 'tag';
  return <span class={look}>{translator.t(keyOf('status', status))}</span>;
}
