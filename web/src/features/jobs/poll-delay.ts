const FIRST_MS = 700;
const LONGEST_MS = 5_000;

/** Milliseconds before poll number `turn` + 1: quick at first, because most jobs are short. */
export function delayBeforePoll(turn: number): number {
  return Math.min(LONGEST_MS, Math.round(FIRST_MS * 1.25 ** turn));
}

/** Wait for the next poll, or until `signal` says stop. */
export function pollDelay(turn: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delayBeforePoll(turn));
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
