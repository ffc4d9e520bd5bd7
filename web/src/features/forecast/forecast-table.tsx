import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/format/dates";
import { formatMoney } from "@/format/money";
import { weeklyDays, type ForecastDay } from "./chart-points";
import styles from "./forecast.module.css";

/** The chart in numbers, for those who can't see it or want them exact. */
export function ForecastTable({ days }: { days: readonly ForecastDay[] }) {
  const t = useTranslations("forecast");
  const locale = useLocale();
  return (
    <details className={styles.details}>
      <summary>{t("table")}</summary>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("day")}</th>
              <th scope="col">{t("low")}</th>
              <th scope="col">{t("likely")}</th>
              <th scope="col">{t("high")}</th>
            </tr>
          </thead>
          <tbody>
            {weeklyDays(days).map(({ day, p10, p50, p90 }) => (
              <tr key={day}>
                <th scope="row">{formatDay(day, locale)}</th>
                <td>{formatMoney(p10, locale)}</td>
                <td>{formatMoney(p50, locale)}</td>
                <td>{formatMoney(p90, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
