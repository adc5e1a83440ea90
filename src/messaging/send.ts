/** Typed calls of our own pages to the worker. */
import { sendMessage } from '../platform/messages.ts';
import type { PageCalls } from './calls.ts';
import { unpackAnswer } from './packed-view.ts';
import type { Answer } from './receive.ts';

/** Makes one call. Throws with the worker's reason when it refuses or cannot be reached. */
export async function callWorker<K extends keyof PageCalls>(
  call: K,
  payload: Parameters<PageCalls[K]>[0],
): Promise<ReturnType<PageCalls[K]>> {
  const answer = (await sendMessage({ to: 'worker', call, payload })) as Answer | undefined;
  if (!answer) throw new Error('the background worker did not answer');
  if (!answer.ok) throw new Error(answer.error);
  return unpackAnswer(call, answer.value) as ReturnType<PageCalls[K]>;
}
