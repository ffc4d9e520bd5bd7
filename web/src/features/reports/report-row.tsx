"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { formatMoney } from "@/format/money";
import { AskFirst } from "@/ui/ask-first";
import type { ReportInList } from "./use-reports";
import rows from "@/ui/rows.module.css";
import styles from "./reports.module.css";

type ReportRowProps = { report: ReportInList; isBusy: boolean; onRevoke: () => void };

/** One report: what it is over, what it says in short, where to get it, and the way to take it back. */
export function ReportRow({ report, isBusy, onRevoke }: ReportRowProps) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const format = useFormatter();
  const month = (day: string) => format.dateTime(new Date(`${day}T00:00:00Z`), { month: "long", year: "numeric", timeZone: "UTC" });
  const name = t("span", { from: month(report.startsOn), to: month(report.endsOn) });
  const { figures } = report;
  const isOpen = report.status === "READY" || report.status === "RUNNING";
  return (
    <li className={rows.row}>
      <div className={styles.told}>
        <strong>{name}</strong>
        <p className={rows.muted}>
          {t(`status.${report.status}`, { day: report.expiresAt ? format.dateTime(new Date(report.expiresAt), { dateStyle: "long" }) : "" })}
        </p>
        {figures && (
          <p>
            {t("summary", {
              income: formatMoney(figures.income.confirmed, locale),
              profit: formatMoney(figures.profit.confirmed, locale),
            })}
          </p>
        )}
        {figures && figures.gaps.length > 0 && <p className={rows.muted}>{t("gaps", { count: figures.gaps.length })}</p>}
        {figures && figures.unsorted > 0 && <p className={rows.muted}>{t("unsorted", { count: figures.unsorted })}</p>}
        {report.pdf && report.workbook && (
          <p className={styles.links}>
            <a href={report.pdf.url}>{t("pdf")}</a>
            <a href={report.workbook.url}>{t("workbook")}</a>
            {report.verificationUrl && <a href={report.verificationUrl}>{t("verify")}</a>}
          </p>
        )}
      </div>
      {isOpen && (
        <AskFirst
          label={t("revoke")}
          name={t("revokeNamed", { name })}
          title={t("revokeTitle")}
          text={t("revokeText")}
          yes={t("revokeYes")}
          isBusy={isBusy}
          onYes={onRevoke}
        />
      )}
    </li>
  );
}
