"use client";

import { useFormatter, useTranslations } from "next-intl";

/** "Since 3 May 2026 · last used today at 14:05", in the person's own time. */
export function useLastUse(): (since: string, lastUsedAt: string | null | undefined) => string {
  const t = useTranslations("factors");
  const format = useFormatter();
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (since, lastUsedAt) => {
    const day = format.dateTime(new Date(since), { dateStyle: "long", timeZone });
    const used = lastUsedAt
      ? t("lastUsed", { when: format.dateTime(new Date(lastUsedAt), { dateStyle: "medium", timeStyle: "short", timeZone }) })
      : t("neverUsed");
    return `${t("since", { day })} · ${used}`;
  };
}
