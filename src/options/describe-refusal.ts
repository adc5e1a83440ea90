/** Why a list was refused, in words and with what to do. */
import { groupThumbprint } from '../core/pack.ts';
import type { Translator } from '../ui/connect.ts';
import { formatDate } from '../ui/dates.ts';
import { keyOf } from '../ui/translate.ts';

/** `code` is a `SubscriptionFault`, as it was stored. */
export function describeRefusal(translator: Translator, { code, detail }: { readonly code: string; readonly detail: string }): string {
  const words = code === 'key' ? groupThumbprint(detail) : code === 'expired' ? formatDate(translator.language, detail) : detail;
  return translator.t(keyOf('pack_fault', code), words);
}
