import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followUnread, POLL_MS, REOPEN_MS, SLOW_POLL_MS } from "./follow-unread";

/** A socket in the test's hands: `tell` says a count, `end` ends it, as it is opened anew each time. */
function aSocket() {
  const opened: { tell: (count: number) => void; end: () => void; signal: AbortSignal }[] = [];
  const listen = (tell: (count: number) => void, signal: AbortSignal) =>
    new Promise<void>((end) => {
      opened.push({ tell, end, signal });
      signal.addEventListener("abort", () => end());
    });
  return { opened, listen };
}

const look = vi.fn();
const onCount = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  look.mockClear();
  onCount.mockClear();
});
afterEach(() => vi.useRealTimers());

describe("following how much is unread", () => {
  it("passes on at once what the socket tells, and looks slowly beside it", async () => {
    const { opened, listen } = aSocket();
    const stop = followUnread({ listen, look, onCount });
    opened[0]?.tell(2);
    opened[0]?.tell(3);
    expect(onCount.mock.calls).toEqual([[2], [3]]);
    await vi.advanceTimersByTimeAsync(SLOW_POLL_MS - 1);
    expect(look).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(look).toHaveBeenCalledTimes(1);
    stop();
  });

  it("opens the socket again soon after its sign-in has ended, without asking", async () => {
    const { opened, listen } = aSocket();
    const stop = followUnread({ listen, look, onCount });
    opened[0]?.tell(1);
    opened[0]?.end();
    await vi.advanceTimersByTimeAsync(REOPEN_MS);
    expect([opened.length, look.mock.calls.length]).toEqual([2, 0]);
    opened[1]?.tell(4);
    expect(onCount).toHaveBeenLastCalledWith(4);
    stop();
  });

  it("asks each minute while the socket can't be opened, and tries it each time", async () => {
    const listen = vi.fn(async () => undefined);
    const stop = followUnread({ listen, look, onCount });
    await vi.advanceTimersByTimeAsync(POLL_MS * 3);
    expect([look.mock.calls.length, listen.mock.calls.length]).toEqual([3, 4]);
    stop();
    await vi.advanceTimersByTimeAsync(POLL_MS * 3);
    expect([look.mock.calls.length, listen.mock.calls.length]).toEqual([3, 4]);
  });

  it("ends the socket and says nothing more once it is stopped", async () => {
    const { opened, listen } = aSocket();
    followUnread({ listen, look, onCount })();
    expect(opened[0]?.signal.aborted).toBe(true);
    opened[0]?.tell(9);
    await vi.advanceTimersByTimeAsync(SLOW_POLL_MS * 2);
    expect([opened.length, look.mock.calls.length, onCount.mock.calls.length]).toEqual([1, 0, 0]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
