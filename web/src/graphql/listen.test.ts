import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { WatchUnread } from "@/features/notifications/notification-operations";
import type { SessionStore } from "@/features/session/session-store";

type Sink = { next: (message: { data?: unknown }) => void; error: () => void; complete: () => void };
type Made = { url: () => Promise<string>; retryAttempts: number };

const socket = vi.hoisted(() => ({ subscribe: vi.fn(), dispose: vi.fn(), made: vi.fn() }));
vi.mock("graphql-ws", () => ({
  createClient: (options: Made) => {
    socket.made(options);
    return socket;
  },
}));
const stayFresh = vi.fn(async () => undefined);
const store = { stayFresh } as unknown as SessionStore;
const told = vi.fn();

beforeEach(() => {
  vi.resetModules();
  vi.clearAllMocks();
  vi.stubGlobal("fetch", async () => Response.json({ socketUrl: "ws://api.example/graphql" }));
});
afterEach(() => vi.unstubAllGlobals());

async function begun(signal = new AbortController().signal) {
  const { listen } = await import("./listen");
  const done = listen(store, WatchUnread, {}, told, signal);
  await vi.waitFor(() => expect(socket.subscribe).toHaveBeenCalled());
  const [asked, sink] = socket.subscribe.mock.calls[0] as [{ query: string }, Sink];
  return { done, asked, sink, options: socket.made.mock.calls[0]?.[0] as Made };
}

it("asks by a trusted text with a fresh cookie, passes on data and ends with the socket", async () => {
  const { done, asked, sink, options } = await begun();
  expect(Object.values(JSON.parse(readFileSync("trusted-documents.json", "utf8")) as object)).toContain(asked.query);
  expect(await options.url()).toBe("ws://api.example/graphql");
  expect([stayFresh.mock.calls.length, options.retryAttempts]).toEqual([1, 0]);
  sink.next({ data: { unreadNotifications: 5 } });
  sink.next({});
  expect(told.mock.calls).toEqual([[{ unreadNotifications: 5 }]]);
  sink.error();
  await done;
  expect(socket.dispose).toHaveBeenCalledTimes(1);
});

it("lets go of the socket when it is told to stop", async () => {
  const stopped = new AbortController();
  const { done } = await begun(stopped.signal);
  stopped.abort();
  await done;
  expect(socket.dispose).toHaveBeenCalledTimes(1);
});

it("opens nothing where the installation does not answer", async () => {
  vi.stubGlobal("fetch", async () => new Response(null, { status: 502 }));
  const { listen } = await import("./listen");
  await listen(store, WatchUnread, {}, told, new AbortController().signal);
  expect(socket.made).not.toHaveBeenCalled();
});
