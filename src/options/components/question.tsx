import type { JSX, RefObject } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { ForeignText } from '../../ui/text.tsx';
import { useFocus } from './use-focus.ts';

export interface QuestionProps {
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Asked before something is done that cannot be undone. It has the focus, since the button that was pressed may be gone; Escape is no. */
export function Question({ text, yes, no, onYes, onNo }: QuestionProps): JSX.Element {
  const element = useFocus<HTMLDivElement>();
  const id = useId();
  return (
    <div
      ref={element}
      class="notice question"
      role="alertdialog"
      aria-labelledby={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onNo();
      }}
    >
      <p id={id}>
        <ForeignText>{text}</ForeignText>
      </p>
      <p class="buttons">
        <Button label={yes} look="main" onClick={onYes} />
        <Button label={no} onClick={onNo} />
      </p>
    </div>
  );
}

export interface Asking {
  readonly isAsking: boolean;
  /** Of the button that asks: it has the focus again after a no. */
  readonly button: RefObject<HTMLButtonElement | null>;
  ask(): void;
  stop(): void;
}

/** Whether a button that was pressed is asked about, where the question takes its place. */
export function useAsking(): Asking {
  const [state, setState] = useState<'idle' | 'asking' | 'answered'>('idle');
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (state === 'answered') button.current?.focus();
  }, [state]);
  return { isAsking: state === 'asking', button, ask: () => setState('asking'), stop: () => setState('answered') };
}
