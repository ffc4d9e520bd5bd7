"use client";

import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatDay } from "@/format/dates";
import type { LatestForecastQuery } from "@/gql/graphql";
import { Skeleton } from "@/ui/skeleton";
import { firstShortfall } from "./chart-points";
import { ForecastTable } from "./forecast-table";
import { RecurringList } from "./recurring-list";
import styles from "./forecast.module.css";

/** The chart library is the largest part of the page, so it comes when there is something to draw. */
const FanChart = dynamic(() => import("./fan-chart").then((module) => module.FanChart), {
  ssr: false,
  loading: () => <Skeleton height={300} />,
});

type Series = LatestForecastQuery["forecasts"]["edges"][number]["node"]["series"];

/** One account's forecast at a time: accounts of two currencies have no common axis. */
export function ForecastView({ series }: { series: Series }) {
  const t = useTranslations("forecast");
  const locale = useLocale();
  const [accountId, setAccountId] = useState<string | null>(null);
  const shown = series.find((each) => each.account.id === accountId) ?? series[0];
  if (!shown) return null;
  const shortfall = firstShortfall(shown.days);
  return (
    <div className={styles.view}>
      {series.length > 1 && (
        <select
          className={styles.select}
          aria-label={t("account")}
          value={shown.account.id}
          onChange={(event) => setAccountId(event.target.value)}
        >
          {series.map(({ account }) => (
            <option key={account.id} value={account.id}>
              {account.name}
            </option>
          ))}
        </select>
      )}
      {shortfall && <p className={styles.shortfall}>{t("shortfall", { day: formatDay(shortfall.day, locale, "long") })}</p>}
      <figure className={styles.figure} aria-label={t("chartLabel", { account: shown.account.name })} data-testid="forecast-chart">
        <FanChart days={shown.days} />
        <figcaption className={styles.legend}>
          <span className={styles.key}>
            <span className={styles.line} aria-hidden="true" /> {t("likely")}
          </span>
          <span className={styles.key}>
            <span className={styles.band} aria-hidden="true" /> {t("band")}
          </span>
        </figcaption>
      </figure>
      {shown.warnings.length > 0 && <p className={styles.warnings}>{shown.warnings.join(" ")}</p>}
      <ForecastTable days={shown.days} />
      <RecurringList items={shown.recurring} />
    </div>
  );
}
