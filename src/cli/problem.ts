import type { Translator } from '../ui/connect.ts';

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

/** A bug is said, so that what comes after is still done and this does not pass for clean. */
export function guard<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    return fail('cli_error_internal', describe(error));
  }
}

/** What went wrong, in the words of whoever noticed. */
export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The problem in the user's language. */
export function say({ key, values }: Problem, translator: Translator): string {
  return translator.t(key, ...values);
}
