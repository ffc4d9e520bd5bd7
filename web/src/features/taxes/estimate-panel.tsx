"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { localDay } from "@/format/dates";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import type { TaxProfileFieldsFragment } from "@/gql/graphql";
import { failureOf } from "@/graphql/failure";
import { Card } from "@/ui/card";
import { SmallSelect } from "@/ui/small-select";
import { Skeleton } from "@/ui/skeleton";
import { EstimateFailure } from "./estimate-failure";
import { EstimateView } from "./estimate-view";
import { TaxEstimate } from "./estimate-operations";
import { dayWithin } from "./profile-standing";
import { yearsBefore } from "./tax-years";
import { useTaxWords } from "./use-tax-words";
import styles from "./taxes.module.css";

type EstimatePanelProps = {
  profile: TaxProfileFieldsFragment;
  profiles: readonly TaxProfileFieldsFragment[];
  onChoose: (profileId: string) => void;
};

/** The tax of a year under a profile: the one that runs, or an earlier one. */
export function EstimatePanel({ profile, profiles, onChoose }: EstimatePanelProps) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  const words = useTaxWords();
  const today = localDay(new Date());
  const day = dayWithin(profile, today);
  const [chosenDay, setChosenDay] = useState<string | null>(null);
  const [{ data, error }] = useLiveQuery({ query: TaxEstimate, variables: { profileId: profile.id, day, locale }, requestPolicy: "cache-and-network" });
  const newest = data?.taxEstimate;
  // Where the newest year can't be computed, as in a January before its rates are known, the earlier ones still can.
  const start = newest?.start ?? (error ? `${(day ?? today).slice(0, 4)}-01-01` : null);
  const earlier = start ? yearsBefore(start, profile.startsOn) : [];

  const controls = (
    <div className={styles.controls}>
      {profiles.length > 1 && (
        <SmallSelect label={t("profile")} value={profile.id} onChoose={onChoose}>
          {profiles.map((each) => (
            <option key={each.id} value={each.id}>
              {words.profile(each)}
            </option>
          ))}
        </SmallSelect>
      )}
      {start && earlier.length > 0 && (
        <SmallSelect label={t("year")} value={chosenDay ?? ""} onChoose={(chosen) => setChosenDay(chosen || null)}>
          <option value="">{newest?.year ?? start.slice(0, 4)}</option>
          {earlier.map((year) => (
            <option key={year.day} value={year.day}>
              {year.label}
            </option>
          ))}
        </SmallSelect>
      )}
    </div>
  );
  return <EstimateOfYear key={chosenDay} profile={profile} day={chosenDay ?? day} controls={controls} />;
}

type EstimateOfYearProps = { profile: TaxProfileFieldsFragment; day: string | null; controls: React.ReactNode };

function EstimateOfYear({ profile, day, controls }: EstimateOfYearProps) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  const [{ data, error }] = useLiveQuery({ query: TaxEstimate, variables: { profileId: profile.id, day, locale }, requestPolicy: "cache-and-network" });
  if (!data) {
    return (
      <Card title={t("estimateTitle")} action={controls}>
        {error ? <EstimateFailure failure={failureOf(error)} country={profile.country} /> : <Skeleton lines={4} height={60} />}
      </Card>
    );
  }
  return <EstimateView estimate={data.taxEstimate} controls={controls} />;
}
