/** What differs between the two views of own lists in their addresses and words. */
import type { OwnList } from '../../core/own-list.ts';

export type ListKind = OwnList['kind'];

/** The view of a kind; also the id of its section and the beginning of its own message keys. */
export const viewOf = (kind: ListKind): 'own' | 'approved' => (kind === 'restricted' ? 'own' : 'approved');

/** The address of one list on the settings page. */
export const addressOf = ({ kind, id }: Pick<OwnList, 'kind' | 'id'>): string => `#${viewOf(kind)}/${id}`;
