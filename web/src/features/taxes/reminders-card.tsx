"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { LeadDays } from "./lead-days";
import { useTaxReminders } from "./use-tax-reminders";
import rows from "@/ui/rows.module.css";
import styles from "./deadlines.module.css";

/** How many days before a deadline to be reminded by mail; none chosen: never. */
export function RemindersCard() {
  const t = useTranslations("taxes");
  const failureText = useFailureText();
  const { leadDays, isLoading, isChanged, isBusy, isSaved, failure, choose, save } = useTaxReminders();
  if (isLoading) return null;
  return (
    <Card title={t("mailReminders")}>
      <div className={styles.calendar}>
        <p>{t("mailRemindersText")}</p>
        <LeadDays chosen={leadDays} onChoose={choose} error={failure?.field === "leadDays" ? failureText(failure) : undefined} />
        {failure && failure.field !== "leadDays" && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
        <div className={rows.choices}>
          <Button isBusy={isBusy} disabled={!isChanged} onClick={() => void save()}>
            {t("mailRemindersSave")}
          </Button>
          <span role="status" className={rows.muted}>
            {isSaved ? t("mailRemindersSaved") : ""}
          </span>
        </div>
      </div>
    </Card>
  );
}
