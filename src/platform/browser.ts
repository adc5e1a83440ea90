/** The only import of the polyfill. Everything else goes through the narrow interfaces beside this file. */
export { default as browser } from 'webextension-polyfill';
