/**
 * The browser's own interfaces, which answer with promises in both browsers under MV3. Everything else goes through the
 * narrow interfaces beside this file.
 */
import type Browser from 'webextension-polyfill';

declare const chrome: typeof Browser;

export const browser = chrome;
