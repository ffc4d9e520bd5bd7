"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { EstimatePanel } from "./estimate-panel";
import { ProfileForm } from "./profile-form";
import { ProfilesCard } from "./profiles-card";
import { useTaxProfiles } from "./use-tax-profiles";
import rows from "@/ui/rows.module.css";

/** The estimate of the profile that runs, or of the one chosen, and the profiles; without any, the form for the first. */
export function TaxesView() {
  const t = useTranslations("taxes");
  const failureText = useFailureText();
  const { profiles, failure } = useTaxProfiles();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = profiles?.find(({ id }) => id === chosenId) ?? profiles?.[0];

  if (failure) return <ErrorNotice>{failureText(failure)}</ErrorNotice>;
  if (!profiles) return <Skeleton lines={3} height={140} />;
  if (!chosen) {
    return (
      <Card title={t("firstTitle")}>
        <p className={rows.muted}>{t("firstText")}</p>
        <ProfileForm profile={null} />
      </Card>
    );
  }
  return (
    <>
      <EstimatePanel key={chosen.id} profile={chosen} profiles={profiles} onChoose={setChosenId} />
      <ProfilesCard profiles={profiles} />
    </>
  );
}
