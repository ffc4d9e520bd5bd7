import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/format/dates";
import { formatMoney, isNegative, type Amount } from "@/format/money";
import type { LatestForecastQuery } from "@/gql/graphql";
import styles from "./forecast.module.css";

type Recurring = LatestForecastQuery["forecasts"]["edges"][number]["node"]["series"][number]["recurring"];

const MOST_SHOWN = 6;

/** What comes back by itself, soonest first. */
export function RecurringList({ items }: { items: Recurring }) {
  const t = useTranslations("forecast");
  const locale = useLocale();
  if (items.length === 0) return null;
  const soonest = [...items].sort((left, right) => left.nextDate.localeCompare(right.nextDate)).slice(0, MOST_SHOWN);
  const tone = (amount: Amount) => (isNegative(amount.amount) ? undefined : styles.income);
  return (
    <section>
      <h3 className={styles.subtitle}>{t("recurring")}</h3>
      <ul className={styles.recurring}>
        {soonest.map((item) => (
          <li key={`${item.label}-${item.nextDate}-${item.amount.amount}`}>
            <span className={styles.label}>{item.label}</span>
            <span className={styles.when}>
              {t(`period.${item.period}`)} · {formatDay(item.nextDate, locale)}
            </span>
            <span className={tone(item.amount)}>{formatMoney(item.amount, locale, { signed: true })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
