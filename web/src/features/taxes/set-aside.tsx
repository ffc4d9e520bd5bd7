"use client";

import { useLocale, useTranslations } from "next-intl";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import { formatMoney } from "@/format/money";
import type { TaxProfileFieldsFragment } from "@/gql/graphql";
import { failureOf } from "@/graphql/failure";
import { Skeleton } from "@/ui/skeleton";
import { EstimateFailure } from "./estimate-failure";
import { TaxToSetAside } from "./estimate-operations";
import { useTaxWords } from "./use-tax-words";
import styles from "./taxes.module.css";

type SetAsideProps = { profile: TaxProfileFieldsFragment; day: string | null; isNamed: boolean };

/** What to have ready for the tax of a profile, and how much is missing in the books that it rests on. */
export function SetAside({ profile, day, isNamed }: SetAsideProps) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  const words = useTaxWords();
  const [{ data, error }] = useLiveQuery({
    query: TaxToSetAside,
    variables: { profileId: profile.id, day },
    requestPolicy: "cache-and-network",
  });
  if (!data) return error ? <EstimateFailure failure={failureOf(error)} country={profile.country} /> : <Skeleton height={60} />;
  const { setAside, gaps } = data.taxEstimate;
  return (
    <div className={styles.fact} data-testid="tax-set-aside">
      <span className={styles.factName}>{t("setAside")}</span>
      <span className={styles.money}>{formatMoney(setAside, locale)}</span>
      {isNamed && <span className={styles.hint}>{words.profile(profile)}</span>}
      {gaps.length > 0 && <span className={styles.hint}>{t("gapsShort", { count: gaps.length })}</span>}
    </div>
  );
}
