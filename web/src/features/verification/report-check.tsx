"use client";

import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { useEffect, useState } from "react";
import { formatDay } from "@/format/dates";
import { formatMoney } from "@/format/money";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import card from "@/features/session/session.module.css";
import { askForReport, type CheckOutcome } from "./checked-report";
import { CompareFile } from "./compare-file";
import styles from "./verification.module.css";

const LINES = ["income", "expenses", "profit"] as const;

/** Digest, date and totals of the report that shows this code. */
export function ReportCheck({ code }: { code: string }) {
  const t = useTranslations("verification");
  const locale = useLocale();
  const [outcome, setOutcome] = useState<CheckOutcome | null>(null);

  useEffect(() => {
    let isGone = false;
    void askForReport(code).then((found) => {
      if (!isGone) setOutcome(found);
    });
    return () => {
      isGone = true;
    };
  }, [code]);

  if (!outcome) {
    return (
      <section className={card.card} aria-label={t("resultLabel")}>
        <Skeleton lines={5} height={32} />
      </section>
    );
  }
  if ("failure" in outcome) {
    return (
      <section className={card.card} aria-label={t("resultLabel")}>
        <ErrorNotice>{t(outcome.failure)}</ErrorNotice>
        <Link href="/verify" className={card.aside}>
          {t("another")}
        </Link>
      </section>
    );
  }
  const { digest, madeOn, totals } = outcome.report;
  const money = (amount: string) => formatMoney({ amount, currency: totals.currency }, locale);
  return (
    <section className={card.card} aria-label={t("resultLabel")}>
      <div className={styles.found} role="status">
        <strong>{t("found", { day: formatDay(madeOn, locale, "long") })}</strong>
        <p>{t("compare")}</p>
      </div>
      <table className={styles.totals}>
        <caption>{t("totals", { from: formatDay(totals.from, locale, "long"), to: formatDay(totals.to, locale, "long") })}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("confirmed")}</th>
            <th scope="col">{t("estimated")}</th>
          </tr>
        </thead>
        <tbody>
          {LINES.map((line) => (
            <tr key={line}>
              <th scope="row">{t(line)}</th>
              <td>{money(totals[line].confirmed)}</td>
              <td>{money(totals[line].estimated)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <p className={styles.label}>{t("digest")}</p>
        <code className={styles.digest}>{digest}</code>
      </div>
      <CompareFile digest={digest} />
      <p className={styles.hint}>{t("isNot")}</p>
    </section>
  );
}
