"use client";

import { useTranslations } from "next-intl";
import type { TaxProfileFieldsFragment } from "@/gql/graphql";
import { Choice } from "@/ui/choice";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { shownFact, type AskedFact, type FactMistake } from "./facts-of";
import { useTaxWords } from "./use-tax-words";
import rows from "@/ui/rows.module.css";

type FactFieldsProps = {
  country: string;
  currency: string;
  facts: readonly AskedFact[];
  told: TaxProfileFieldsFragment["facts"];
  mistakes: Readonly<Record<string, FactMistake>>;
  error: string | undefined;
};

/** What a regime asks for that no statement tells, each in the way its kind is written. */
export function FactFields({ country, currency, facts, told, mistakes, error }: FactFieldsProps) {
  const t = useTranslations("taxes");
  if (facts.length === 0) return null;
  return (
    <fieldset className={rows.group}>
      <legend>{t("factsTitle")}</legend>
      <p className={rows.muted}>{t("factsText")}</p>
      {facts.map((fact) => (
        <FactField
          key={fact.name}
          country={country}
          currency={currency}
          fact={fact}
          value={told.find(({ name }) => name === fact.name)?.value}
          mistake={mistakes[fact.name]}
        />
      ))}
      {error && (
        <p className={rows.warned} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

type FactFieldProps = Pick<FactFieldsProps, "country" | "currency"> & {
  fact: AskedFact;
  value: string | undefined;
  mistake: FactMistake | undefined;
};

function FactField({ country, currency, fact, value, mistake }: FactFieldProps) {
  const t = useTranslations("taxes");
  const words = useTaxWords();
  const { name, kind, choices } = fact;
  const label = words.fact(country, name, fact.description);
  const field = `fact.${name}`;
  if (kind === "YES_NO") return <Choice type="checkbox" name={field} label={label} defaultChecked={value === "true"} />;
  if (kind === "CHOICE") {
    return (
      <SelectField label={label} name={field} defaultValue={value ?? ""}>
        <option value="">{t("notTold")}</option>
        {choices.map((each) => (
          <option key={each} value={each}>
            {words.choice(each)}
          </option>
        ))}
      </SelectField>
    );
  }
  if (kind === "DAY") return <TextField label={label} name={field} type="date" defaultValue={value} />;
  return (
    <TextField
      label={label}
      hint={kind === "SHARE" ? t("percentHint") : t("amountHint", { currency })}
      name={field}
      inputMode="decimal"
      autoComplete="off"
      defaultValue={value === undefined ? undefined : shownFact(kind, value)}
      error={mistake && t(`mistakes.${mistake}`)}
    />
  );
}
