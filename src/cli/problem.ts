/** An expected failure, said to the user in one line: the message's key in `_locales` and what fills it in. */
export interface Problem {
  readonly key: string;
  readonly values: readonly string[];
}

/** Either a value or the reason why there is none. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** A successful result. */
export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A failed result; `values` fill `$1`, `$2` … of the message. */
export function fail(key: string, ...values: readonly string[]): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: { key, values } };
}
