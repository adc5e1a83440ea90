import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { useUi } from '../ui/context.ts';

export interface FileDropProps {
  readonly label?: string;
  readonly labelledBy?: string;
  /** As the attribute of a file input; without it any file may be chosen. */
  readonly accept?: string;
  /** Whether choosing a file is what is most likely wanted here. */
  readonly isMain?: boolean;
  readonly onFile: (file: File) => void;
  /** Buttons beside the one that chooses a file. */
  readonly others?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** A field that takes one file, chosen or dropped. */
export function FileDrop({ label, labelledBy, accept, isMain = false, onFile, others, children }: FileDropProps): JSX.Element {
  const { t } = useUi().translator;
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // A file that falls beside the field would be opened in the place of this page.
    const ignore = (event: Event): void => event.preventDefault();
    for (const name of ['dragover', 'drop']) addEventListener(name, ignore);
    return () => {
      for (const name of ['dragover', 'drop']) removeEventListener(name, ignore);
    };
  }, []);
  const take = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  return (
    <fieldset
      class={isOver ? 'source source-over' : 'source'}
      aria-label={label}
      aria-labelledby={labelledBy}
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
      <div class="source-ways">
        <input
          ref={input}
          type="file"
          accept={accept}
          hidden
          onChange={(event) => {
            take(event.currentTarget.files);
            // So that the same file, mended, can be chosen again.
            event.currentTarget.value = '';
          }}
        />
        <Button label={t('own_choose')} {...(isMain ? { look: 'main' } : {})} onClick={() => input.current?.click()} />
        {others}
        <span class="quiet small">{t('own_drop')}</span>
      </div>
      {children}
    </fieldset>
  );
}
