/** Between looks while nothing tells: the socket is away, or was refused. */
export const POLL_MS = 60_000;
/** Between looks while the socket tells: it may have died without a word, as while a laptop slept. */
export const SLOW_POLL_MS = 300_000;
/** Before the socket is opened again after it told something: its sign-in ends every ten minutes. */
export const REOPEN_MS = 1_000;

export type UnreadSource = {
  /** Pass on what is told until it ends, for whatever reason. Never raises. */
  listen: (onCount: (count: number) => void, signal: AbortSignal) => Promise<void>;
  /** Look anew, by asking. */
  look: () => void;
  onCount: (count: number) => void;
};

/** Follow how much is unread: told at once where the socket works, and by looking now and then in any case. Returns what stops it. */
export function followUnread(source: UnreadSource): () => void {
  const stopped = new AbortController();
  void follow(source, stopped.signal);
  return () => stopped.abort();
}

async function follow({ listen, look, onCount }: UnreadSource, signal: AbortSignal) {
  while (!signal.aborted) {
    let hasTold = false;
    const slowly = setInterval(look, SLOW_POLL_MS);
    const stop = () => clearInterval(slowly);
    signal.addEventListener("abort", stop, { once: true });
    await listen((count) => {
      hasTold = true;
      if (!signal.aborted) onCount(count);
    }, signal);
    stop();
    signal.removeEventListener("abort", stop);
    await pause(hasTold ? REOPEN_MS : POLL_MS, signal);
    if (!hasTold && !signal.aborted) look();
  }
}

/** Wait so long, or until `signal` says stop. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}
