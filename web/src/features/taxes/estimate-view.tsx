"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatDay } from "@/format/dates";
import { Card } from "@/ui/card";
import { Deductions } from "./deductions";
import { EstimateLines } from "./estimate-lines";
import type { Estimate } from "./estimate-operations";
import { Instalments } from "./instalments";
import { Limits } from "./limits";
import { Unknowns } from "./unknowns";
import { YearAmounts } from "./year-amounts";
import rows from "@/ui/rows.module.css";

/** A year's tax: what it does not know first, then the amounts, when they are due, limits, and how it was computed. */
export function EstimateView({ estimate, controls }: { estimate: Estimate; controls: ReactNode }) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  return (
    <>
      <Card title={t("estimateOf", { year: estimate.year })} action={controls}>
        <Unknowns gaps={estimate.gaps} notes={estimate.notes} />
        <YearAmounts estimate={estimate} />
        <p className={rows.muted}>
          {t("counted", { day: formatDay(estimate.asOf, locale, "long") })}
          <br />
          {t("noLaw")}
        </p>
      </Card>
      <Instalments instalments={estimate.instalments} />
      <Limits limits={estimate.limits} />
      {estimate.isOnProfit && <Deductions deductions={estimate.deductions} />}
      <EstimateLines estimate={estimate} />
    </>
  );
}
