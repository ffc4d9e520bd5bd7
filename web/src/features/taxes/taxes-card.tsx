"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { localDay } from "@/format/dates";
import { Card } from "@/ui/card";
import { EmptyState, ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { NextDeadline } from "./next-deadline";
import { dayWithin, standingOf } from "./profile-standing";
import { SetAside } from "./set-aside";
import { useTaxProfiles } from "./use-tax-profiles";
import styles from "./taxes.module.css";

/** What to set aside for taxes under each profile that runs, and what is due next. */
export function TaxesCard() {
  const t = useTranslations("taxes");
  const failureText = useFailureText();
  const { profiles, failure } = useTaxProfiles();
  const today = localDay(new Date());
  const running = profiles?.filter((profile) => standingOf(profile, today) === "running") ?? [];
  const shown = running.length > 0 ? running : (profiles?.slice(0, 1) ?? []);

  if (failure) {
    return (
      <Card title={t("title")}>
        <ErrorNotice>{failureText(failure)}</ErrorNotice>
      </Card>
    );
  }
  if (profiles?.length === 0) {
    return (
      <Card title={t("title")}>
        <EmptyState title={t("emptyTitle")} action={<Link href="/taxes">{t("setUp")}</Link>}>
          {t("emptyText")}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card title={t("title")} action={<Link href="/taxes">{t("openEstimate")}</Link>}>
      {!profiles && <Skeleton lines={2} height={40} />}
      {profiles && (
        <div className={styles.overview}>
          {shown.map((profile) => (
            <SetAside key={profile.id} profile={profile} day={dayWithin(profile, today)} isNamed={shown.length > 1} />
          ))}
          <NextDeadline profiles={profiles} today={today} />
        </div>
      )}
    </Card>
  );
}
