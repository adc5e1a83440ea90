import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Category } from '../../core/model.ts';
import { isReadable, isRenewable, type OwnList } from '../../core/own-list.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { useIsLocked } from '../../ui/locks.ts';
import { ForeignText } from '../../ui/text.tsx';
import { useFocus } from '../components/use-focus.ts';
import { MAX_TITLE } from '../import/list-workshop.ts';
import type { ExportFormat, TaskFailure } from '../import/messages.ts';
import type { OwnListsConnection } from '../own-lists-connection.ts';
import { Entries } from './entries.tsx';
import { Failure } from './failure.tsx';
import { ImportEndNote } from './import-end.tsx';
import { ImportSteps } from './import-steps.tsx';
import { viewOf } from './kinds.ts';
import { ListFacts } from './list-facts.tsx';
import { RemoveList } from './remove-list.tsx';
import { fileNameOf, saveFile } from './save-file.ts';
import { SourceForm } from './source-form.tsx';
import { useImport } from './use-import.ts';

export interface ListPageProps {
  readonly list: OwnList;
  readonly connection: OwnListsConnection;
  readonly categories: readonly Category[];
  readonly onRename: (title: string) => void;
  readonly onRemove: () => void;
}

/** One own list: its name, its entries, and what can be done with the whole of it. */
export function ListPage({ list, connection, categories, onRename, onRemove }: ListPageProps): JSX.Element {
  const { t } = useUi().translator;
  const view = viewOf(list.kind);
  const importing = useImport(connection, { kind: list.kind, categories, target: list });
  const [isReplacing, setReplacing] = useState(false);
  const isOurs = list.origin.kind !== 'subscription';
  const isClosed = useIsLocked('features/import');
  const isEditable = isOurs && !isClosed;
  const { state } = importing;
  return (
    <>
      <p class="back small">
        <a href={`#${view}`}>{t(`section_${view}`)}</a>
      </p>
      <Title list={list} id={`${view}-title`} onRename={isOurs ? onRename : undefined} />
      <ListFacts list={list} />
      {!isOurs && <p class="notice">{t('own_read_only')}</p>}
      {isOurs && isClosed && <p class="notice">{t('policy_closed')}</p>}
      {!isReadable(list) && <p class="note">{t(isRenewable(list) ? 'own_prepared' : 'own_unreadable')}</p>}
      {state.step === 'source' ? (
        <>
          <ListTools
            list={list}
            connection={connection}
            onReplace={isEditable ? () => setReplacing(!isReplacing) : undefined}
            isReplacing={isReplacing}
            onRemove={isOurs ? onRemove : undefined}
          />
          {isReplacing && (
            <SourceForm
              kind={list.kind}
              onFile={(file) => {
                setReplacing(false);
                importing.open(file);
              }}
            />
          )}
          <ImportEndNote end={state.end} />
          <Entries list={list} connection={connection} categories={categories} isEditable={isEditable} />
        </>
      ) : (
        <ImportSteps model={importing} kind={list.kind} categories={categories} isReplacement />
      )}
    </>
  );
}

interface TitleProps {
  readonly list: OwnList;
  readonly id: string;
  /** Absent where the title is not the reviewer's. */
  readonly onRename: ((title: string) => void) | undefined;
}

/** The title of a list, and another one. */
function Title({ list, id, onRename }: TitleProps): JSX.Element {
  const { t } = useUi().translator;
  const [title, setTitle] = useState<string | null>(null);
  const field = useFocus<HTMLInputElement>(String(title !== null));
  return (
    <div class="list-title">
      <h2 id={id} {...(title === null ? {} : { class: 'visually-hidden' })}>
        <ForeignText>{list.title}</ForeignText>
      </h2>
      {title === null && onRename !== undefined && <Button label={t('own_rename')} look="plain" onClick={() => setTitle(list.title)} />}
      {title !== null && (
        <form
          class="rename"
          onSubmit={(event) => {
            event.preventDefault();
            const wanted = title.trim();
            if (wanted === '') return;
            if (wanted !== list.title) onRename?.(wanted);
            setTitle(null);
          }}
        >
          <input
            ref={field}
            type="text"
            aria-label={t('own_title')}
            maxLength={MAX_TITLE}
            value={title}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
          <button type="submit" class="button button-main" disabled={title.trim() === ''}>
            {t('own_rename_it')}
          </button>
          <Button label={t('own_cancel')} onClick={() => setTitle(null)} />
        </form>
      )}
    </div>
  );
}

interface ListToolsProps {
  readonly list: OwnList;
  readonly connection: OwnListsConnection;
  readonly isReplacing: boolean;
  readonly onReplace: (() => void) | undefined;
  readonly onRemove: (() => void) | undefined;
}

const exportFormats: readonly ExportFormat[] = ['csv', 'xlsx', 'json'];

/** What is done with a list as a whole. */
function ListTools({ list, connection, isReplacing, onReplace, onRemove }: ListToolsProps): JSX.Element {
  const { translator, today } = useUi();
  const { t } = translator;
  const [writing, setWriting] = useState<ExportFormat | null>(null);
  const [failure, setFailure] = useState<TaskFailure | null>(null);
  const save = async (format: ExportFormat): Promise<void> => {
    setWriting(format);
    setFailure(null);
    const outcome = await connection.export(list, format, {});
    setWriting(null);
    if (outcome.kind === 'done') saveFile(outcome.value, fileNameOf(list.title, today, format));
    else if (outcome.kind === 'refused') setFailure(outcome.failure);
  };
  return (
    <>
      <div class="list-tools">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own */}
        <div role="group" aria-labelledby="export-title" class="export">
          <span id="export-title" class="quiet small">
            {t('own_export')}
          </span>
          {exportFormats.map((format) => (
            <Button key={format} label={t(`own_export_${format}`)} isDisabled={writing !== null} onClick={() => void save(format)} />
          ))}
        </div>
        {onReplace !== undefined && (
          <button type="button" class="button" aria-expanded={isReplacing} onClick={onReplace}>
            {t('own_replace')}
          </button>
        )}
        {onRemove !== undefined && <RemoveList list={list} onRemove={onRemove} />}
      </div>
      <p class="quiet small" role="status">
        {writing === null ? '' : t('own_exporting')}
      </p>
      <Failure failure={failure} />
    </>
  );
}
