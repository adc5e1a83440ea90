/** What is said of a change of the settings. */
export type Saving = 'idle' | 'saved' | 'failed';

/** Long enough to be seen and read aloud; a note that stays would seem to be of the next change. */
export const SAVED_MS = 4_000;

/** Shows what became of the last change: that it was stored for a while, that it was not until something else is said. */
export function createSavingNote(show: (saving: Saving) => void): { say(saving: Saving): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => clearTimeout(timer);
  return {
    say(saving) {
      stop();
      show(saving);
      if (saving === 'saved') timer = setTimeout(() => show('idle'), SAVED_MS);
    },
    stop,
  };
}
