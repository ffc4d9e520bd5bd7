"use client";

import { useTranslations } from "next-intl";
import { ProgressBar } from "@/features/jobs/progress-bar";
import { Card } from "@/ui/card";
import { EmptyState, ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { ReportRow } from "./report-row";
import { RequestForm } from "./request-form";
import { useReports } from "./use-reports";
import rows from "@/ui/rows.module.css";

/** Income reports: have one made, take it along, take it back. */
export function ReportsPanel() {
  const t = useTranslations("reports");
  const failureText = useFailureText();
  const { reports, currencies, isWorking, isBusy, job, failure, request, revoke } = useReports();
  return (
    <>
      <Card title={t("new")}>
        <p className={rows.muted}>{t("lead")}</p>
        {currencies.length > 0 && (
          <RequestForm currencies={currencies} isBusy={isWorking || isBusy} onRequest={(input) => void request(input)} />
        )}
        {reports && currencies.length === 0 && <EmptyState title={t("noBooks")}>{t("noBooksText")}</EmptyState>}
        <div role="status">{isWorking && <ProgressBar percent={job.percent} label={t("making")} />}</div>
        {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      </Card>
      <Card title={t("made")}>
        {!reports && !failure && <Skeleton lines={3} height={56} />}
        {reports?.length === 0 && <p className={rows.muted}>{t("none")}</p>}
        <ul className={rows.list}>
          {reports?.map((report) => (
            <ReportRow key={report.id} report={report} isBusy={isBusy} onRevoke={() => void revoke(report.id)} />
          ))}
        </ul>
      </Card>
    </>
  );
}
