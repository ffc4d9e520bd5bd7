"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAccounts } from "@/features/accounts/use-accounts";
import { ProgressBar } from "@/features/jobs/progress-bar";
import { useNoteText } from "@/features/jobs/use-note-text";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState, ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { ForecastView } from "./forecast-view";
import { useForecast } from "./use-forecast";
import styles from "./forecast.module.css";

const HORIZONS = [30, 60, 90, 180] as const;

/** Where the money is heading: the newest forecast, or how to get one. */
export function ForecastPanel() {
  const t = useTranslations("forecast");
  const failureText = useFailureText();
  const noteText = useNoteText();
  const { accounts } = useAccounts();
  const { forecast, isLoading, isWorking, job, failure, request } = useForecast();
  const [horizon, setHorizon] = useState<number>(90);
  const accountIds = accounts?.map((account) => account.id) ?? [];

  const controls = accountIds.length > 0 && (
    <div className={styles.controls}>
      <select
        className={styles.select}
        aria-label={t("horizon")}
        value={horizon}
        onChange={(event) => setHorizon(Number(event.target.value))}
      >
        {HORIZONS.map((days) => (
          <option key={days} value={days}>
            {t("days", { count: days })}
          </option>
        ))}
      </select>
      <Button
        look={forecast ? "secondary" : "primary"}
        isBusy={isWorking}
        onClick={() => void request(accountIds, horizon)}
      >
        {forecast ? t("renew") : t("make")}
      </Button>
    </div>
  );

  return (
    <Card title={t("title")} action={controls}>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      <div role="status" className={styles.progress}>
        {isWorking && (
          <>
            <ProgressBar percent={job.percent} label={t("title")} />
            <span>{job.note ? noteText(job.note) : t("working")}</span>
          </>
        )}
      </div>
      {(isLoading || (isWorking && !forecast)) && <Skeleton height={300} />}
      {forecast && <ForecastView series={forecast.series} />}
      {!isLoading && !forecast && !isWorking && !failure && (
        <EmptyState title={t("emptyTitle")}>{accountIds.length > 0 ? t("emptyReady") : t("emptyText")}</EmptyState>
      )}
    </Card>
  );
}
