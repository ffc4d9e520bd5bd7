import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { createClient } from "graphql-ws";
import type { SessionStore } from "@/features/session/session-store";
import { documentText } from "./document-text";
import { runtimeConfig } from "./runtime-config";

const CONNECT_TIMEOUT_MS = 4_000;

/**
 * Pass on what a subscription says, over a socket of its own. Resolves when the socket is done, for whatever reason: it
 * never raises, and does not try again, since whoever listens has another way meanwhile.
 */
export async function listen<Data, Variables extends Record<string, unknown>>(
  store: SessionStore,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  onData: (data: Data) => void,
  signal: AbortSignal,
): Promise<void> {
  const config = await runtimeConfig().catch(() => null);
  if (!config || signal.aborted) return;
  const socket = createClient({
    url: async () => {
      await store.stayFresh(); // the cookie that the socket is opened with says whose it is
      return config.socketUrl;
    },
    connectionAckWaitTimeout: CONNECT_TIMEOUT_MS,
    retryAttempts: 0,
  });
  await new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
    socket.subscribe<Data>(
      { query: documentText(document), variables },
      {
        next: ({ data }) => data && onData(data),
        error: () => resolve(),
        complete: () => resolve(),
      },
    );
  });
  await socket.dispose();
}
