"use client";

import { useEffect, useRef } from "react";
import { useQuery } from "urql";
import { useSession, useSessionStore } from "@/features/session/session-context";
import { listen } from "@/graphql/listen";
import { followUnread } from "./follow-unread";
import { UnreadNotifications, WatchUnread } from "./notification-operations";

/** Told on the window when something was marked as read. */
export const READ_EVENT = "solvent-notifications-read";

/** How much is unread, as it changes while the page is looked at, and anew whenever it is come back to; null for nobody. */
export function useUnread(): number | null {
  const store = useSessionStore();
  const session = useSession();
  const epoch = session.status === "signed-in" ? session.epoch : null;
  const [{ data }, ask] = useQuery({ query: UnreadNotifications, pause: epoch === null, requestPolicy: "cache-and-network" });
  const count = data?.unreadNotifications ?? 0;
  const shown = useRef(count);
  useEffect(() => {
    shown.current = count;
  }, [count]);

  useEffect(() => {
    if (epoch === null) return undefined;
    const look = () => ask({ requestPolicy: "network-only" });
    // What is told is asked for once more, so that the cache, and whoever shows of it, is right too.
    const onCount = (told: number) => told !== shown.current && look();
    const begin = () =>
      followUnread({
        listen: (tell, signal) => listen(store, WatchUnread, {}, ({ unreadNotifications }) => tell(unreadNotifications), signal),
        look,
        onCount,
      });
    let stop = document.visibilityState === "visible" ? begin() : () => undefined;
    const turn = () => {
      stop(); // nobody looks at a page behind others: it holds no socket
      if (document.visibilityState !== "visible") return;
      look();
      stop = begin();
    };
    document.addEventListener("visibilitychange", turn);
    window.addEventListener(READ_EVENT, look);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", turn);
      window.removeEventListener(READ_EVENT, look);
    };
  }, [epoch, store, ask]);
  return epoch === null ? null : count;
}
