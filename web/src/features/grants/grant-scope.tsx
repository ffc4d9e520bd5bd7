"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/format/dates";
import type { GrantFieldsFragment } from "@/gql/graphql";
import rows from "@/ui/rows.module.css";

type GrantScopeProps = { grant: GrantFieldsFragment; accountNames?: ReadonlyMap<string, string> };

/** How far a grant goes, in words: what it lets do, which accounts, which days, until when. */
export function GrantScope({ grant, accountNames }: GrantScopeProps) {
  const t = useTranslations("access");
  const locale = useLocale();
  const { kind, accountIds, periodFrom, periodTo, expiresAt, reason } = grant;
  const names = accountIds?.map((id) => accountNames?.get(id)).filter((name) => name !== undefined) ?? [];
  const day = (date: string) => formatDay(date, locale, "long");
  const words = [
    t(`may.${kind}`),
    accountIds ? (names.length === accountIds.length ? names.join(", ") : t("accountCount", { count: accountIds.length })) : t("allAccounts"),
    periodFrom && periodTo ? t("days", { from: day(periodFrom), to: day(periodTo) }) : null,
    periodFrom && !periodTo ? t("daysFrom", { from: day(periodFrom) }) : null,
    !periodFrom && periodTo ? t("daysTo", { to: day(periodTo) }) : null,
    expiresAt ? t("endsOn", { when: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }).format(new Date(expiresAt)) }) : null,
    reason ? t("because", { reason }) : null,
  ];
  return <span className={rows.muted}>{words.filter(Boolean).join(" · ")}</span>;
}
