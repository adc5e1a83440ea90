/** What a reviewer can set. Schema first; types and defaults follow from it. */
import * as z from 'zod/mini';
import { lazy } from '../core/lazy.ts';

export const homeMarkets = ['CN', 'US', 'GB', 'CA', 'AU'] as const;

const exemption = lazy(() =>
  z.object({
    vendor: z.string(),
    product: z.optional(z.string()),
    reason: z.string(),
    /** YYYY-MM-DD */
    since: z.string(),
  }),
);

const texts = lazy(() => z.array(z.string()));
const scope = lazy(() => z.enum(['all-products', 'in-scope-only']));

/** Each schema is made when its field is read: few are stored, and a worker that was just started has a page that waits. */
export const settingsShape = {
  /** Jurisdiction whose lists are on by default and whose alternatives are offered. */
  homeMarket: lazy(() => z.enum(homeMarkets)),
  /** Lists switched against their default: id → on or off. */
  lists: lazy(() => z.record(z.string(), z.boolean())),
  /** Whether findings outside a list's stated scope count. */
  scope,
  /** Where a list differs from `scope`, by its id. */
  listScopes: lazy(() => z.record(z.string(), scope())),
  /** Vendors, or single products of theirs, that do not count for this reviewer. */
  exemptions: lazy(() => z.array(exemption())),
  /** What was said when the extension was set up; empty until then. */
  profile: lazy(() =>
    z.object({
      isDone: z.boolean(),
      /** Kinds of buyer that apply, as `options/set-up` offers them. */
      buyer: texts(),
    }),
  ),
  language: lazy(() => z.enum(['auto', 'en', 'zh_CN'])),
  theme: lazy(() => z.enum(['auto', 'light', 'dark'])),
  /** Host names on which nothing is read though permission is there. */
  pausedHosts: texts,
  /** Site patterns (`core/site-pattern.ts`) for parts of granted hosts: of those hosts nothing else is read without a click. */
  onlySites: texts,
  /** Site patterns on which nothing is ever read, whatever is granted. */
  neverSites: texts,
} as const;

/** What is stored with the settings and goes into no file of them: it means something in this browser only. */
export const storedShape = {
  ...settingsShape,
  /**
   * Origin patterns that were granted for reading pages. The browser must grant them too, and grants others besides: those of
   * servers that lists are fetched from. Absent where nobody chose yet: then whatever is granted is read.
   */
  readGrants: lazy(() => z.optional(texts())),
} as const;

/** What a policy of the organisation adds to the settings. Nobody sets it here, and it is never stored. */
export interface SetByPolicy {
  /** Lists that are on or off until the reviewer switches them. */
  readonly listDefaults?: Readonly<Record<string, boolean>> | undefined;
  /** Site patterns outside of which nothing is read; undefined for no limit. */
  readonly allowedSites?: readonly string[] | undefined;
  /** Site patterns on which nothing is read. */
  readonly deniedSites?: readonly string[] | undefined;
}

type StoredSchemas = { [Field in keyof typeof storedShape]: ReturnType<(typeof storedShape)[Field]> };
export type Settings = z.infer<z.ZodMiniObject<StoredSchemas>> & SetByPolicy;
export type HomeMarket = Settings['homeMarket'];

export const defaultSettings: Settings = {
  homeMarket: 'CN',
  lists: {},
  scope: 'all-products',
  listScopes: {},
  exemptions: [],
  profile: { isDone: false, buyer: [] },
  language: 'auto',
  theme: 'auto',
  pausedHosts: [],
  onlySites: [],
  neverSites: [],
};
