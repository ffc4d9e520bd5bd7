"use client";

import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { formatWeekday } from "@/format/dates";
import type { TaxProfileFieldsFragment } from "@/gql/graphql";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { isLeft } from "./deadline-list";
import { DueIn } from "./due-in";
import { useDeadlines } from "./use-deadlines";
import { useTaxWords } from "./use-tax-words";
import styles from "./taxes.module.css";

/** The deadline that comes next under any profile, this year or the next. */
export function NextDeadline({ profiles, today }: { profiles: readonly TaxProfileFieldsFragment[]; today: string }) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  const words = useTaxWords();
  const failureText = useFailureText();
  const year = Number(today.slice(0, 4));
  const { deadlines, failure } = useDeadlines(profiles, [year, year + 1]);
  const next = deadlines?.find((deadline) => isLeft(deadline, today));
  if (!deadlines) return <Skeleton height={60} />;
  if (!next && failure) return <ErrorNotice>{failureText(failure)}</ErrorNotice>;
  return (
    <div className={styles.fact} data-testid="tax-next-deadline">
      <span className={styles.factName}>{t("nextDeadline")}</span>
      {next ? (
        <>
          <span className={styles.due}>
            {formatWeekday(next.dueOn, locale)} <DueIn day={next.dueOn} today={today} />
          </span>
          <span className={styles.hint}>
            {t(`kind.${next.kind}`)}: {words.deadline(next.key, next.label)}
          </span>
        </>
      ) : (
        <span>{t("noneAhead")}</span>
      )}
      <Link href="/taxes/deadlines" className={styles.hint}>
        {t("openDeadlines")}
      </Link>
    </div>
  );
}
