/**
 * What a value from outside must be, in the words of zod's small edition and with its answers: the part of it that a start
 * of the worker needs. Zod itself takes a tenth of such a start. As there, an object is taken without the fields that are
 * not named.
 */

export interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export type Parsed<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };

/** Null for a value that will do, else what is wrong with it. */
type Check<T> = (value: T) => string | null;

/** Takes a value of one shape from whatever is given. */
export class Shape<T> {
  /** `parse` throws `Misfit`. */
  constructor(readonly parse: (value: unknown) => T) {}

  safeParse(value: unknown): Parsed<T> {
    try {
      return { success: true, data: this.parse(value) };
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      return { success: false, error: { issues: [{ path: error.path, message: error.message }] } };
    }
  }

  /** The same shape, where all of the checks are passed. */
  check(...checks: readonly Check<T>[]): Shape<T> {
    return new Shape((value) => {
      const taken = this.parse(value);
      for (const check of checks) {
        const fault = check(taken);
        if (fault !== null) throw new Misfit(fault);
      }
      return taken;
    });
  }
}

/** A field that may be absent. */
class OptionalShape<T> extends Shape<T> {
  readonly mayBeAbsent = true;
}

type Output<S> = S extends Shape<infer T> ? T : never;

export type { Output as infer };

class Misfit extends Error {
  override readonly name = 'Misfit';
  readonly path: PropertyKey[] = [];
}

/** Takes a part of a value; a misfit says where it is. */
function takePart<T>(shape: Shape<T>, value: unknown, place: PropertyKey): T {
  try {
    return shape.parse(value);
  } catch (error) {
    if (error instanceof Misfit) error.path.unshift(place);
    throw error;
  }
}

/** The values for which `isIt` holds. */
export const custom = <T>(isIt: (value: unknown) => boolean, message: string): Shape<T> =>
  new Shape((value) => {
    if (!isIt(value)) throw new Misfit(message);
    return value as T;
  });

/** Whatever is made of a value. */
export const transform = <T>(make: (value: unknown) => T): Shape<T> => new Shape(make);

export const unknown = (): Shape<unknown> => new Shape((value) => value);
export const string = (): Shape<string> => custom((value) => typeof value === 'string', 'not a text');
export const number = (): Shape<number> => custom(Number.isFinite, 'not a number');
export const int = (): Shape<number> => custom(Number.isSafeInteger, 'not a whole number');
export const boolean = (): Shape<boolean> => custom((value) => typeof value === 'boolean', 'neither true nor false');
export const literal = <const T extends string>(text: T): Shape<T> => custom((value) => value === text, `not "${text}"`);

class Choice<T extends string> extends Shape<T> {
  constructor(readonly options: readonly T[]) {
    super(custom<T>((value) => (options as readonly unknown[]).includes(value), `none of ${options.join(', ')}`).parse);
  }
}
const choice = <const T extends string>(options: readonly T[]): Choice<T> => new Choice(options);

export { choice as enum };

export const nullable = <T>(shape: Shape<T>): Shape<T | null> => new Shape((value) => (value === null ? null : shape.parse(value)));

/** A field that may be absent, or undefined. */
export const optional = <T>(shape: Shape<T>): OptionalShape<T | undefined> =>
  new OptionalShape((value) => (value === undefined ? undefined : shape.parse(value)));

/** A field that may be absent; undefined is refused. */
export const exactOptional = <T>(shape: Shape<T>): OptionalShape<T> => new OptionalShape(shape.parse);

export const array = <T>(item: Shape<T>): Shape<T[]> =>
  new Shape((value) => {
    if (!Array.isArray(value)) throw new Misfit('not a list');
    return value.map((member, at) => takePart(item, member, at));
  });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const record = <T>(_key: Shape<string>, field: Shape<T>): Shape<Record<string, T>> =>
  new Shape((value) => {
    if (!isObject(value)) throw new Misfit('not an object');
    const entries = Object.entries(value).filter(([name]) => name !== '__proto__');
    return Object.fromEntries(entries.map(([name, member]) => [name, takePart(field, member, name)]));
  });

type Fields = Readonly<Record<string, Shape<unknown>>>;
type Absent<F extends Fields> = { [K in keyof F]: F[K] extends OptionalShape<unknown> ? K : never }[keyof F];
type ObjectOf<F extends Fields> = { [K in Exclude<keyof F, Absent<F>>]: Output<F[K]> } & { [K in Absent<F>]?: Output<F[K]> };
/** One type in place of two: error messages and editors show it. */
type Plain<T> = { [K in keyof T]: T[K] };

export const object = <F extends Fields>(fields: F): Shape<Plain<ObjectOf<F>>> => {
  const entries = Object.entries(fields);
  return new Shape((value) => {
    if (!isObject(value)) throw new Misfit('not an object');
    const taken: Record<string, unknown> = {};
    for (const [name, shape] of entries) {
      if (Object.hasOwn(value, name)) taken[name] = takePart(shape, value[name], name);
      else if (!(shape instanceof OptionalShape)) taken[name] = takePart(shape, undefined, name);
    }
    return taken as Plain<ObjectOf<F>>;
  });
};

interface Sized {
  readonly length: number;
}
export const maxLength =
  (most: number): Check<Sized> =>
  ({ length }) =>
    length <= most ? null : `longer than ${most}`;
export const minLength =
  (least: number): Check<Sized> =>
  ({ length }) =>
    length >= least ? null : `shorter than ${least}`;
export const nonnegative = (): Check<number> => (value) => (value >= 0 ? null : 'below zero');
export const regex =
  (pattern: RegExp): Check<string> =>
  (value) =>
    pattern.test(value) ? null : 'not of the form that is wanted';
