/** Work that must not run twice at a time. */

/** Does one piece of work under a name at a time, in the worker and all of our pages; a page that is gone leaves its place. */
export const takeTurns = <Value>(name: string, work: () => Promise<Value>): Promise<Value> => navigator.locks.request(name, work);
