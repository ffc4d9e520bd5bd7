"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { useEffect } from "react";
import { useQuery } from "urql";
import { useSession } from "@/features/session/session-context";
import { BellIcon } from "@/ui/icons";
import { UnreadNotifications } from "./notification-operations";
import styles from "./notifications.module.css";

const EVERY_MS = 60_000;

/** How much is unread, and the way to it. It looks anew each minute and whenever the page is come back to. */
export function Bell() {
  const t = useTranslations("notifications");
  const isSignedIn = useSession().status === "signed-in";
  const [{ data }, look] = useQuery({ query: UnreadNotifications, pause: !isSignedIn, requestPolicy: "cache-and-network" });
  useEffect(() => {
    if (!isSignedIn) return;
    const again = () => {
      if (document.visibilityState === "visible") look({ requestPolicy: "network-only" });
    };
    const timer = window.setInterval(again, EVERY_MS);
    document.addEventListener("visibilitychange", again);
    window.addEventListener(READ_EVENT, again);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
      window.removeEventListener(READ_EVENT, again);
    };
  }, [isSignedIn, look]);
  if (!isSignedIn) return null;
  const count = data?.unreadNotifications ?? 0;
  return (
    <Link href="/notifications" className={styles.bell} aria-label={t("bell", { count })} title={t("bell", { count })}>
      <BellIcon className={styles.bellIcon} />
      {count > 0 && (
        <span className={styles.count} data-testid="unread" aria-hidden>
          {count > 99 ? "99+" : count}
        </span>
      )}
    </Link>
  );
}

/** Told on the window when something was marked as read. */
export const READ_EVENT = "solvent-notifications-read";
