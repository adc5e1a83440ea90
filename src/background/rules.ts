/** What the findings of a page are judged by, which the worker carries with it: to fetch another file takes 2 ms of every start. */
import { openRules, type Rules } from '../core/excerpts.ts';
import type { Catalogue } from '../core/model.ts';

/** `rulesOf` the bundled facts as JSON, put in by the build (`vite.config.ts`): as text it costs nothing until it is read. */
declare const RULES: string;

export const readRules = (): Catalogue => openRules(JSON.parse(RULES) as Rules);
