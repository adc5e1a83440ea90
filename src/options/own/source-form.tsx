import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { IMPORT_LIMITS, type SourceFile } from '../../import/source.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { useFocus } from '../components/use-focus.ts';
import { FileDrop } from '../file-drop.tsx';
import { MAX_TITLE } from '../import/list-workshop.ts';
import { type ListKind, viewOf } from './kinds.ts';

export interface SourceFormProps {
  readonly kind: ListKind;
  readonly onFile: (file: SourceFile) => void;
  /** Makes a list without entries; absent where a file is to take the place of a list. */
  readonly onMake?: (title: string) => void;
}

/** Where entries come from: a file that is chosen or dropped, pasted text, or a list that begins empty. */
export function SourceForm({ kind, onFile, onMake }: SourceFormProps): JSX.Element {
  const { t } = useUi().translator;
  const [way, setWay] = useState<'file' | 'paste' | 'make'>('file');
  const limit = kind === 'restricted' ? IMPORT_LIMITS.rows : IMPORT_LIMITS.approvedRows;
  const paste = (text: string): void => {
    const blob = new Blob([text]);
    onFile({ name: t('own_pasted'), size: blob.size, blob });
  };
  return (
    <FileDrop
      labelledBy={`${viewOf(kind)}-title`}
      isMain={way === 'file'}
      onFile={(file) => onFile({ name: file.name, size: file.size, blob: file })}
      others={
        <>
          <Button label={t('own_paste')} onClick={() => setWay('paste')} />
          {onMake !== undefined && <Button label={t('own_make')} onClick={() => setWay('make')} />}
        </>
      }
    >
      {way === 'paste' && (
        <TextForm label={t('own_paste_label')} isLong action={t('own_continue')} onText={paste} onCancel={() => setWay('file')} />
      )}
      {way === 'make' && onMake !== undefined && (
        <TextForm label={t('own_title')} action={t('own_make_it')} onText={onMake} onCancel={() => setWay('file')} />
      )}
      <p class="quiet small">{t(kind === 'restricted' ? 'own_formats' : 'approved_formats', limit)}</p>
    </FileDrop>
  );
}

interface TextFormProps {
  readonly label: string;
  readonly isLong?: boolean;
  readonly action: string;
  readonly onText: (text: string) => void;
  readonly onCancel: () => void;
}

/** One field that was asked for, and what is done with it. */
function TextForm({ label, isLong = false, action, onText, onCancel }: TextFormProps): JSX.Element {
  const { t } = useUi().translator;
  const [text, setText] = useState('');
  const id = useId();
  const field = useFocus<HTMLInputElement & HTMLTextAreaElement>();
  return (
    <form
      class="text-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onText(text);
      }}
    >
      <label for={id}>{label}</label>
      {isLong ? (
        <textarea ref={field} id={id} rows={8} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      ) : (
        <input ref={field} id={id} type="text" maxLength={MAX_TITLE} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      )}
      <p class="buttons">
        <button type="submit" class="button button-main" disabled={text.trim() === ''}>
          {action}
        </button>
        <Button label={t('own_cancel')} onClick={onCancel} />
      </p>
    </form>
  );
}
