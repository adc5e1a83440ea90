import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { MAX_TITLE, type NamesFile } from '../import/import-names.ts';

/** A title and a file, chosen or dropped; the file begins the import. */
export function ImportForm({ onFile }: { readonly onFile: (file: NamesFile) => void }): JSX.Element {
  const { t } = useUi().translator;
  const [title, setTitle] = useState('');
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const take = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file !== undefined) onFile({ file, title });
  };
  return (
    <fieldset
      class={isOver ? 'import import-over' : 'import'}
      aria-labelledby="own-title"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <label for={id}>{t('own_title')}</label>
      <input
        id={id}
        type="text"
        maxLength={MAX_TITLE}
        placeholder={t('own_title_hint')}
        value={title}
        onInput={(event) => setTitle(event.currentTarget.value)}
      />
      <input ref={input} type="file" hidden onChange={(event) => take(event.currentTarget.files)} />
      <Button label={t('own_choose')} onClick={() => input.current?.click()} />
      <span class="quiet small">{t('own_drop')}</span>
    </fieldset>
  );
}
