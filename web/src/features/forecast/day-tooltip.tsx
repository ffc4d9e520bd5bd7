"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/format/dates";
import { formatMoney } from "@/format/money";
import type { ForecastDay } from "./chart-points";
import styles from "./forecast.module.css";

/** The chart passes `active` and `label`; the amounts come from the forecast itself, digit for digit. */
type DayTooltipProps = { days: readonly ForecastDay[]; active?: boolean; label?: string | number };

export function DayTooltip({ days, active, label }: DayTooltipProps) {
  const t = useTranslations("forecast");
  const locale = useLocale();
  const day = active ? days.find((each) => each.day === label) : undefined;
  if (!day) return null;
  return (
    <div className={styles.tooltip}>
      <strong>{formatDay(day.day, locale, "long")}</strong>
      <span>
        {t("likely")}: {formatMoney(day.p50, locale)}
      </span>
      <span className={styles.range}>
        {formatMoney(day.p10, locale)} – {formatMoney(day.p90, locale)}
      </span>
    </div>
  );
}
