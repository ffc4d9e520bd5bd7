"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { BellIcon } from "@/ui/icons";
import { useUnread } from "./use-unread";
import styles from "./notifications.module.css";

/** How much is unread, and the way to it. */
export function Bell() {
  const t = useTranslations("notifications");
  const count = useUnread();
  if (count === null) return null;
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
