import type { JSX } from 'preact';
import type { Catalogue } from '../../core/model.ts';
import type { OwnList } from '../../core/own-list.ts';
import type { Settings } from '../../settings/schema.ts';
import { changesOf, type SettingsFile } from '../../settings/settings-file.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { ForeignText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';
import { wordsOf } from '../own/problem-words.ts';
import { isFollowed, type TakenOver } from './transfer.ts';
import { wordValue } from './word-value.ts';

export interface TransferPreviewProps {
  readonly preview: { readonly name: string; readonly file: SettingsFile; readonly have: readonly OwnList[] };
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly onTake: () => void;
  readonly onCancel: () => void;
}

/** What a file would change, before it does: each setting from what to what, each list, and what of the file is left out. */
export function TransferPreview({ preview, settings, catalogue, onTake, onCancel }: TransferPreviewProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const { name, file, have } = preview;
  const changes = changesOf(settings, file);
  const lists = new Map([
    ...catalogue.lists.map(({ id, shortTitle }) => [id, translator.pick(shortTitle)] as const),
    ...titlesOf(have),
    ...titlesOf(file.lists),
  ]);
  const isNothing = changes.length === 0 && file.lists.length === 0;
  return (
    <div class="transfer-preview" data-transfer="preview">
      <p class="quiet">
        <ForeignText>{name}</ForeignText>
      </p>
      {file.problems.length > 0 && (
        <div class="notice notice-alert" role="alert">
          <p>{t('transfer_problems')}</p>
          <ul>
            {file.problems.map(({ place, reason }) => (
              <li key={place}>
                <strong class="foreign">{place}</strong> <span class="foreign quiet">{reason}</span>
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
            {changes.map(({ field, from, to }) => (
              <tr key={field} data-field={field}>
                <th scope="row">{t(`field_${field}`)}</th>
                <td data-label={t('transfer_now')}>
                  <ForeignText>{wordValue(translator, lists, field, from)}</ForeignText>
                </td>
                <td data-label={t('transfer_after')}>
                  <ForeignText>{wordValue(translator, lists, field, to)}</ForeignText>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {file.lists.length > 0 && (
        <>
          <h4>{t('transfer_lists')}</h4>
          <ul class="rows">
            {file.lists.map(({ id, title, entries }) => {
              const before = have.find((list) => list.id === id && !isFollowed(list));
              return (
                <li key={id}>
                  <ForeignText>{title}</ForeignText>
                  <span class="quiet small">
                    {before === undefined
                      ? count(translator, 'transfer_added', entries.length)
                      : count(
                          translator,
                          'transfer_replaced',
                          entries.length,
                          new Intl.NumberFormat(translator.language).format(before.count),
                        )}
                  </span>
                </li>
              );
            })}
          </ul>
        </>
      )}
      <p class="buttons">
        {!isNothing && <Button look="main" label={t('transfer_take')} onClick={onTake} />}
        <Button label={t(isNothing ? 'transfer_close' : 'own_cancel')} onClick={onCancel} />
      </p>
    </div>
  );
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
