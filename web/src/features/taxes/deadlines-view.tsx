"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { Card } from "@/ui/card";
import { EmptyState, ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { CalendarCard } from "./calendar-card";
import { DeadlinesPanel } from "./deadlines-panel";
import { RemindersCard } from "./reminders-card";
import { useTaxProfiles } from "./use-tax-profiles";

/** All deadlines and the calendar; without a profile, where to set one up. */
export function DeadlinesView() {
  const t = useTranslations("taxes");
  const failureText = useFailureText();
  const { profiles, failure } = useTaxProfiles();
  if (failure) return <ErrorNotice>{failureText(failure)}</ErrorNotice>;
  if (!profiles) return <Skeleton lines={3} height={140} />;
  if (profiles.length === 0) {
    return (
      <Card title={t("deadlinesTitle")}>
        <EmptyState title={t("emptyTitle")} action={<Link href="/taxes">{t("setUp")}</Link>}>
          {t("emptyText")}
        </EmptyState>
      </Card>
    );
  }
  return (
    <>
      <DeadlinesPanel profiles={profiles} />
      <RemindersCard />
      <CalendarCard />
    </>
  );
}
