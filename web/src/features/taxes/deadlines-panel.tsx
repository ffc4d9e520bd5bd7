"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatMonth, localDay } from "@/format/dates";
import type { TaxProfileFieldsFragment } from "@/gql/graphql";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { SmallSelect } from "@/ui/small-select";
import { useFailureText } from "@/ui/use-failure-text";
import { byMonth, isLeft, isUnmarked, type OwnDeadline } from "./deadline-list";
import { DeadlineRow } from "./deadline-row";
import { useDeadlines } from "./use-deadlines";
import rows from "@/ui/rows.module.css";
import deadlineStyles from "./deadlines.module.css";
import styles from "./taxes.module.css";

const FILTERS = ["left", "all"] as const;
type Filter = (typeof FILTERS)[number];

/** The deadlines of a calendar year under all profiles: what is left, with what went by unmarked apart, or everything. */
export function DeadlinesPanel({ profiles }: { profiles: readonly TaxProfileFieldsFragment[] }) {
  const t = useTranslations("taxes");
  const failureText = useFailureText();
  const today = localDay(new Date());
  const thisYear = Number(today.slice(0, 4));
  const [year, setYear] = useState(thisYear);
  const [filter, setFilter] = useState<Filter>("left");
  const [said, setSaid] = useState("");
  const { deadlines, failure } = useDeadlines(profiles, [year]);
  const shown = deadlines?.filter((each) => filter === "all" || isLeft(each, today));
  const unmarked = filter === "left" ? (deadlines?.filter((each) => isUnmarked(each, today)) ?? []) : [];

  const controls = (
    <div className={styles.controls}>
      <SmallSelect label={t("year")} value={String(year)} onChoose={(chosen) => setYear(Number(chosen))}>
        {[thisYear - 1, thisYear, thisYear + 1].map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </SmallSelect>
      <SmallSelect label={t("show")} value={filter} onChoose={(chosen) => setFilter(chosen as Filter)}>
        {FILTERS.map((each) => (
          <option key={each} value={each}>
            {t(`filters.${each}`)}
          </option>
        ))}
      </SmallSelect>
    </div>
  );
  return (
    <Card title={t("deadlinesOf", { year: String(year) })} action={controls}>
      <p role="status" className="visually-hidden">
        {said}
      </p>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      {!deadlines && <Skeleton lines={4} height={56} />}
      {unmarked.length > 0 && (
        <details className={deadlineStyles.unmarked}>
          <summary>{t("unmarked", { count: unmarked.length })}</summary>
          <Months deadlines={unmarked} hasSeveral={profiles.length > 1} onMarked={setSaid} />
        </details>
      )}
      {shown && shown.length > 0 && <Months deadlines={shown} hasSeveral={profiles.length > 1} onMarked={setSaid} />}
      {shown?.length === 0 && !failure && <p className={rows.muted}>{filter === "all" ? t("noDeadlines") : t("noneLeft")}</p>}
    </Card>
  );
}

type MonthsProps = { deadlines: readonly OwnDeadline[]; hasSeveral: boolean; onMarked: (said: string) => void };

function Months({ deadlines, hasSeveral, onMarked }: MonthsProps) {
  const locale = useLocale();
  return byMonth(deadlines).map(({ month, deadlines: ofMonth }) => (
    <section key={month} className={deadlineStyles.month} aria-labelledby={`month-${month}`}>
      <h3 id={`month-${month}`} className={deadlineStyles.monthName}>
        {formatMonth(month, locale)}
      </h3>
      <ul className={rows.list}>
        {ofMonth.map((deadline) => (
          <DeadlineRow key={`${deadline.profile.id} ${deadline.key}`} deadline={deadline} hasSeveral={hasSeveral} onMarked={onMarked} />
        ))}
      </ul>
    </section>
  ));
}
