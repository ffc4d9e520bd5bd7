"use client";

import { useLocale, useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { textOf } from "@/features/session/text-of";
import type { IncomeReportLanguage, IncomeReportPeriod, RequestIncomeReportInput } from "@/gql/graphql";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import rows from "@/ui/rows.module.css";
import styles from "./reports.module.css";

const PERIODS = ["SIX_MONTHS", "TWELVE_MONTHS", "TWENTY_FOUR_MONTHS"] as const satisfies readonly `${IncomeReportPeriod}`[];
const LANGUAGES = ["RUSSIAN", "ENGLISH"] as const satisfies readonly `${IncomeReportLanguage}`[];

type RequestFormProps = { currencies: string[]; isBusy: boolean; onRequest: (input: RequestIncomeReportInput) => void };

/** Over how many months, in which currency and language. */
export function RequestForm({ currencies, isBusy, onRequest }: RequestFormProps) {
  const t = useTranslations("reports");
  const own = useLocale() === "ru" ? "RUSSIAN" : "ENGLISH";

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const form = new FormData(event.currentTarget);
    onRequest({
      period: textOf(form, "period") as IncomeReportPeriod,
      currency: textOf(form, "currency"),
      language: textOf(form, "language") as IncomeReportLanguage,
    });
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      <fieldset className={rows.group}>
        <legend>{t("period")}</legend>
        {PERIODS.map((period) => (
          <Choice key={period} type="radio" name="period" value={period} defaultChecked={period === "TWELVE_MONTHS"} label={t(period)} />
        ))}
      </fieldset>
      <fieldset className={rows.group}>
        <legend>{t("language")}</legend>
        {LANGUAGES.map((language) => (
          <Choice key={language} type="radio" name="language" value={language} defaultChecked={language === own} label={t(language)} />
        ))}
      </fieldset>
      <fieldset className={rows.group}>
        <legend>{t("currency")}</legend>
        {currencies.map((currency, place) => (
          <Choice key={currency} type="radio" name="currency" value={currency} defaultChecked={place === 0} label={currency} />
        ))}
        {currencies.length > 1 && <p className={rows.muted}>{t("currencyText")}</p>}
      </fieldset>
      <Button type="submit" isBusy={isBusy}>
        {t("make")}
      </Button>
    </form>
  );
}
