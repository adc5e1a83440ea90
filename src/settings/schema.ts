/** What a reviewer can set. Schema first; types and defaults follow from it. */
import * as z from 'zod/mini';

export const homeMarkets = ['CN', 'US', 'GB', 'CA', 'AU'] as const;

export const settingsShape = {
  /** Jurisdiction whose lists are on by default and whose alternatives are offered. */
  homeMarket: z.enum(homeMarkets),
  /** Lists switched against their default: id → on or off. */
  lists: z.record(z.string(), z.boolean()),
  /** Whether findings outside a list's stated scope count. */
  scope: z.enum(['all-products', 'in-scope-only']),
  language: z.enum(['auto', 'en', 'zh_CN']),
  theme: z.enum(['auto', 'light', 'dark']),
  /** Host names on which nothing is read though permission is there. */
  pausedHosts: z.array(z.string()),
} as const;

export const settingsSchema = z.object(settingsShape);
export type Settings = z.infer<typeof settingsSchema>;
export type HomeMarket = Settings['homeMarket'];

export const defaultSettings: Settings = {
  homeMarket: 'CN',
  lists: {},
  scope: 'all-products',
  language: 'auto',
  theme: 'auto',
  pausedHosts: [],
};
