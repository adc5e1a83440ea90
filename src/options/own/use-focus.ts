import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** For what the reviewer is led to: it has the focus once it is there, and again when `key` is another. */
export function useFocus<Focused extends HTMLElement>(key?: string): RefObject<Focused | null> {
  const element = useRef<Focused>(null);
  useEffect(() => {
    element.current?.focus();
  }, [key]);
  return element;
}
