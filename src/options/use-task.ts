/** One piece of work at a time for a part of the settings page. It ends with the part. */
import { useEffect, useMemo, useRef } from 'preact/hooks';

export interface TaskRunner {
  /** A signal for what is begun now; what ran before is ended. */
  begin(): AbortSignal;
  /** Ends what runs. */
  end(): void;
}

export function useTask(): TaskRunner {
  const running = useRef<AbortController | null>(null);
  const runner = useMemo((): TaskRunner => {
    const end = (): void => running.current?.abort();
    return {
      begin() {
        end();
        running.current = new AbortController();
        return running.current.signal;
      },
      end,
    };
  }, []);
  useEffect(() => runner.end, [runner]);
  return runner;
}
