/** Where the worker keeps a tab's record in session storage, and what our pages watch to learn of changes. */

/** What the keys of all tabs begin with. */
export const TAB_PREFIX = 'tab:';

export const tabKey = (tabId: number): string => `${TAB_PREFIX}${tabId}`;
