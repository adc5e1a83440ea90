/** What a test asks of the extension's world, by name. */
export type Commands = Readonly<Record<string, (argument: never) => unknown>>;

/** Answers the calls that the lab makes from the page's world. */
export function answerCalls(commands: Commands): void {
  window.addEventListener('message', async (event) => {
    const { harness, call, argument } = (event.data ?? {}) as { harness?: number; call?: string; argument?: unknown };
    if (harness === undefined || call === undefined) return;
    let answer: { value: unknown } | { error: string };
    try {
      answer = { value: await commands[call]?.(argument as never) };
    } catch (error) {
      answer = { error: String((error as Error).stack ?? error) };
    }
    window.postMessage({ answers: harness, ...answer }, '*');
  });
}
