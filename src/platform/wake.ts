/** Lets one part of the process wake another that sleeps until something is to do. */
export interface Wake {
  /** The sleeper goes on at once; if it is at work, its next sleep is none. */
  notify(): void;
  /** Resolves after `notify`, at the latest after so many ms. For one sleeper. */
  wait(longestMs: number): Promise<void>;
}

/** A new one, with nothing to do yet. */
export function newWake(): Wake {
  let notified = false;
  let wakeUp: (() => void) | null = null;
  return {
    notify() {
      notified = true;
      wakeUp?.();
    },
    async wait(longestMs) {
      if (!notified)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, longestMs);
          wakeUp = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      wakeUp = null;
      notified = false;
    },
  };
}
