/** What the findings of a page are judged by, which the worker carries with it: to fetch another file takes 2 ms of every start. */
import { openRules } from '../core/excerpts.ts';
import type { FactsById } from '../core/facts-by-id.ts';

/** `rulesOf` the bundled facts, put in by the build (`vite.config.ts`): as text it costs nothing until it is read. */
declare const RULES: string;

export const readRules = (): FactsById => openRules(RULES);
