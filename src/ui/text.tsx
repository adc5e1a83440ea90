/** Text that did not come from our messages, marked up for what it is. */
import type { ComponentChildren, JSX } from 'preact';
import type { Localized } from '../core/model.ts';
import { useUi } from './context.ts';

/** A name or sentence known in one or two languages; says so to screen readers and fonts where it falls back. */
export function LocalText({ text }: { readonly text: Localized }): JSX.Element {
  const { translator } = useUi();
  const isForeign = translator.language !== 'en' && text.zh_CN === undefined;
  return (
    <span class="foreign" {...(isForeign ? { lang: 'en' } : {})}>
      {translator.pick(text)}
    </span>
  );
}

/** Text that the data holds in English only. */
export function EnglishText({ children }: { readonly children: string }): JSX.Element {
  return (
    <span class="foreign" lang="en">
      {children}
    </span>
  );
}

/** Text of unknown language, such as the page's own words; its direction is its own affair. */
export function ForeignText({ children }: { readonly children: string }): JSX.Element {
  return (
    <span class="foreign" dir="auto">
      {children}
    </span>
  );
}

/** A part of "one · two · three", in an element of the class `parts`: it goes to the next line as a whole, and the dot is not seen there. */
export function Part({ isFirst, children }: { readonly isFirst: boolean; readonly children: ComponentChildren }): JSX.Element {
  return (
    <>
      {!isFirst && ' '}
      <span class="unbroken">
        {!isFirst && <span class="dot">· </span>}
        {children}
      </span>
    </>
  );
}
