"use client";

import { useLocale, useTranslations } from "next-intl";
import { AskFirst } from "@/ui/ask-first";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { CalendarAddressDialog } from "./calendar-address-dialog";
import { LeadDays } from "./lead-days";
import { useTaxCalendar } from "./use-tax-calendar";
import rows from "@/ui/rows.module.css";
import styles from "./deadlines.module.css";

/** The deadlines as a calendar that other calendars subscribe to: its address is made, made anew and switched off. */
export function CalendarCard() {
  const t = useTranslations("taxes");
  const locale = useLocale();
  const failureText = useFailureText();
  const { calendar, isLoading, failure, isBusy, url, leadDays, choose, make, revoke, keepUrl } = useTaxCalendar();
  const day = (moment: string) => new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date(moment));
  const times = calendar?.leadDays.map((count) => t("leadList", { count })) ?? [];
  const listed = new Intl.ListFormat(locale, { type: "conjunction" }).format(times);

  return (
    <Card title={t("calendar")}>
      <div className={styles.calendar}>
        <p>{t("calendarText")}</p>
        <p className={rows.note}>{t("calendarWarning")}</p>
        {isLoading && <Skeleton lines={2} height={40} />}
        {calendar && (
          <p role="status">
            {t("calendarSince", { day: day(calendar.createdAt) })} · {times.length > 0 ? t("reminds", { days: listed }) : t("remindsNot")}
          </p>
        )}
        {!isLoading && <LeadDays chosen={leadDays} onChoose={choose} error={failure?.field === "leadDays" ? failureText(failure) : undefined} />}
        {failure && failure.field !== "leadDays" && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
        {!isLoading && (
          <div className={rows.choices}>
            {!calendar && (
              <Button isBusy={isBusy} onClick={() => void make()}>
                {t("makeAddress")}
              </Button>
            )}
            {calendar && (
              <>
                <AskFirst
                  label={t("makeAnew")}
                  title={t("anewTitle")}
                  text={t("anewText")}
                  yes={t("makeAnew")}
                  isBusy={isBusy}
                  onYes={() => void make()}
                />
                <AskFirst
                  look="quiet"
                  label={t("revoke")}
                  title={t("revokeTitle")}
                  text={t("revokeText")}
                  yes={t("revoke")}
                  isBusy={isBusy}
                  onYes={() => void revoke()}
                />
              </>
            )}
          </div>
        )}
      </div>
      {url && <CalendarAddressDialog url={url} onKept={keepUrl} />}
    </Card>
  );
}
