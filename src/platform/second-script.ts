/** A second script of the worker: what is seldom needed does not make every start longer. */
import { browser } from './browser.ts';

/** Absent in Firefox, where the background is a page. */
declare const importScripts: ((url: string) => void) | undefined;

/**
 * Attaches at once; the function that it returns runs the script. A service worker may only run what it also ran while it
 * was installed: the browser keeps that with it.
 */
export function secondScript(path: string): () => Promise<void> {
  const url = browser.runtime.getURL(path);
  if (typeof importScripts === 'undefined') return () => addToPage(url);
  const run = importScripts;
  addEventListener('install', () => run(url));
  return async () => run(url);
}

function addToPage(url: string): Promise<void> {
  const script = document.createElement('script');
  script.src = url;
  return new Promise((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${url} is missing from the package`));
    document.head.append(script);
  });
}
