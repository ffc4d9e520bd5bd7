"use client";

import { useTranslations } from "next-intl";
import { daysBetween } from "@/format/dates";
import rows from "@/ui/rows.module.css";

/** How soon a day is, within a month of it. */
export function DueIn({ day, today }: { day: string; today: string }) {
  const t = useTranslations("taxes");
  const count = daysBetween(today, day);
  if (count < 0 || count > 31) return null;
  return <span className={count <= 7 ? rows.warnBadge : rows.badge}>{t("inDays", { count })}</span>;
}
