import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** For what the reviewer is led to: it has the focus as soon as it is drawn, and again when `key` is another. */
export function useFocus<Focused extends HTMLElement>(key?: string): RefObject<Focused | null> {
  const element = useRef<Focused>(null);
  useLayoutEffect(() => {
    element.current?.focus();
  }, [key]);
  return element;
}
