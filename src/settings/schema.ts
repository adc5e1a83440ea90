/** What a reviewer can set. Schema first; types and defaults follow from it. */
import * as z from 'zod/mini';

export const homeMarkets = ['CN', 'US', 'GB', 'CA', 'AU'] as const;

const exemption = z.object({
  vendor: z.string(),
  product: z.optional(z.string()),
  reason: z.string(),
  /** YYYY-MM-DD */
  since: z.string(),
});

export const settingsShape = {
  /** Jurisdiction whose lists are on by default and whose alternatives are offered. */
  homeMarket: z.enum(homeMarkets),
  /** Lists switched against their default: id → on or off. */
  lists: z.record(z.string(), z.boolean()),
  /** Whether findings outside a list's stated scope count. */
  scope: z.enum(['all-products', 'in-scope-only']),
  /** Where a list differs from `scope`, by its id. */
  listScopes: z.record(z.string(), z.enum(['all-products', 'in-scope-only'])),
  /** Vendors, or single products of theirs, that do not count for this reviewer. */
  exemptions: z.array(exemption),
  /** What was said when the extension was set up; empty until then. */
  profile: z.object({
    isDone: z.boolean(),
    /** Kinds of buyer that apply, as `options/set-up` offers them. */
    buyer: z.array(z.string()),
  }),
  language: z.enum(['auto', 'en', 'zh_CN']),
  theme: z.enum(['auto', 'light', 'dark']),
  /** Host names on which nothing is read though permission is there. */
  pausedHosts: z.array(z.string()),
  /** Site patterns (`core/site-pattern.ts`) for parts of granted hosts: of those hosts nothing else is read without a click. */
  onlySites: z.array(z.string()),
  /** Site patterns on which nothing is ever read, whatever is granted. */
  neverSites: z.array(z.string()),
} as const;

export const settingsSchema = z.object(settingsShape);

/** What a policy of the organisation adds to the settings. Nobody sets it here, and it is never stored. */
export interface SetByPolicy {
  /** Lists that are on or off until the reviewer switches them. */
  readonly listDefaults?: Readonly<Record<string, boolean>> | undefined;
  /** Site patterns outside of which nothing is read; undefined for no limit. */
  readonly allowedSites?: readonly string[] | undefined;
  /** Site patterns on which nothing is read. */
  readonly deniedSites?: readonly string[] | undefined;
}

export type Settings = z.infer<typeof settingsSchema> & SetByPolicy;
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
