import type { JSX } from 'preact';
import type { Catalogue } from '../../core/model.ts';
import type { OwnList } from '../../core/own-list.ts';
import { changesOf, type FieldChange, type FileFault, type FileList, isInForce } from '../../settings/settings-file.ts';
import { Button } from '../../ui/button.tsx';
import type { Translator } from '../../ui/connect.ts';
import { useUi } from '../../ui/context.ts';
import { Icon } from '../../ui/icons.tsx';
import { ForeignText } from '../../ui/text.tsx';
import { count, keyOf } from '../../ui/translate.ts';
import { wordsOf } from '../own/problem-words.ts';
import { isFollowed, listsOf, type Present, type TakenOver } from './transfer.ts';
import type { OpenedFile } from './use-transfer.ts';
import { wordValue } from './word-value.ts';

export interface TransferPreviewProps {
  readonly opened: OpenedFile;
  readonly now: Present;
  readonly catalogue: Catalogue;
  /** Sites that the file names and the browser has not granted here. */
  readonly toGrant: readonly string[];
  readonly onTake: () => void;
  readonly onCancel: () => void;
}

/** What a file would change, before it does: each setting from what to what, each list, and what of the file is left out. */
export function TransferPreview({ opened, now, catalogue, toGrant, onTake, onCancel }: TransferPreviewProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const { name, file, have, toFollow } = opened;
  const changes = changesOf(now.settings, file, now.locked);
  const isLeftToAsk = toGrant.length > 0 || toFollow.length > 0;
  const isNothing = !changes.some(isInForce) && listsOf(file, now).length === 0 && !isLeftToAsk;
  const titles = new Map([
    ...catalogue.lists.map(({ id, shortTitle }) => [id, translator.pick(shortTitle)] as const),
    ...titlesOf(have),
    ...titlesOf(file.lists),
  ]);
  return (
    <div class="transfer-preview" data-transfer="preview">
      <p class="quiet">
        <ForeignText>{name}</ForeignText>
      </p>
      {file.problems.length > 0 && (
        <div class="notice notice-alert" role="alert">
          <p>{t('transfer_problems')}</p>
          <ul>
            {file.problems.map(({ place, fault }) => (
              <li key={place}>
                <strong class="foreign">{place}</strong> <span class="quiet">{wordsOfFault(translator, fault)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {changes.length === 0 ? (
        <p>{t('transfer_same')}</p>
      ) : (
        <table class="changes">
          <thead>
            <tr>
              <th scope="col">{t('transfer_setting')}</th>
              <th scope="col">{t('transfer_now')}</th>
              <th scope="col">{t('transfer_after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.field} data-field={change.field}>
                <th scope="row">{t(`field_${change.field}`)}</th>
                <td data-label={t('transfer_now')}>
                  <ForeignText>{wordValue(translator, titles, change.field, change.from)}</ForeignText>
                </td>
                <td data-label={t('transfer_after')}>
                  {isInForce(change) && <ForeignText>{wordValue(translator, titles, change.field, change.to)}</ForeignText>}
                  <Fixed fixed={change.fixed} titles={titles} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {file.lists.length > 0 && (
        <>
          <h4>{t('transfer_lists')}</h4>
          {listsOf(file, now).length === 0 && (
            <p class="notice" data-transfer="closed">
              {t('transfer_lists_closed')}
            </p>
          )}
          <ul class="rows">
            {file.lists.map((list) => (
              <li key={list.id}>
                <ForeignText>{list.title}</ForeignText>
                {listsOf(file, now).length > 0 && <span class="quiet small">{wordsOfList(translator, list, have)}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {isLeftToAsk && <p>{t('transfer_later')}</p>}
      <p class="buttons">
        {!isNothing && <Button look="main" label={t('transfer_take')} onClick={onTake} />}
        <Button label={t(isNothing ? 'transfer_close' : 'own_cancel')} onClick={onCancel} />
      </p>
    </div>
  );
}

/** What of a setting stays because the organisation has fixed it. Nothing where all of it can be changed. */
function Fixed({
  fixed,
  titles,
}: {
  readonly fixed: FieldChange['fixed'];
  readonly titles: ReadonlyMap<string, string>;
}): JSX.Element | null {
  const { t } = useUi().translator;
  if (fixed.length === 0) return null;
  return (
    <span class="lock-note quiet small">
      <Icon name="locked" />
      <ForeignText>
        {fixed === 'all' ? t('transfer_fixed') : t('transfer_fixed_lists', fixed.map((id) => titles.get(id) ?? id).join(' · '))}
      </ForeignText>
    </span>
  );
}

function wordsOfFault({ t }: Translator, fault: FileFault): string {
  return typeof fault === 'string' ? t(keyOf('transfer_bad', fault)) : t(keyOf('sites_bad', fault.site));
}

/** What becomes of a list. */
function wordsOfList(translator: Translator, { id, entries }: FileList, have: readonly OwnList[]): string {
  const before = have.find((list) => list.id === id && !isFollowed(list));
  if (before === undefined) return count(translator, 'transfer_added', entries.length);
  return count(translator, 'transfer_replaced', entries.length, new Intl.NumberFormat(translator.language).format(before.count));
}

const titlesOf = (lists: readonly Pick<OwnList, 'id' | 'title'>[]): (readonly [string, string])[] =>
  lists.map(({ id, title }) => [id, title] as const);

/** Entries of lists that were taken over without them. Nothing where all were read. */
export function LeftOut({ lists }: { readonly lists: TakenOver['incomplete'] }): JSX.Element | null {
  const { translator } = useUi();
  if (lists.length === 0) return null;
  return (
    <div class="notice notice-alert" role="alert">
      <ul>
        {lists.map(({ title, leftOut, first }) => (
          <li key={title}>
            <ForeignText>{count(translator, 'transfer_left_out', leftOut, title)}</ForeignText>
            {first !== undefined && (
              <span class="quiet">
                {' '}
                <ForeignText>{wordsOf(translator, first)}</ForeignText>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
