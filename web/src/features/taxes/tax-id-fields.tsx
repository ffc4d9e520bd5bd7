"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { TaxProfileFieldsFragment } from "@/gql/graphql";
import type { Failure } from "@/graphql/failure";
import { Choice } from "@/ui/choice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { refusedKind } from "./refused-kind";
import { useTaxWords } from "./use-tax-words";
import rows from "@/ui/rows.module.css";

type TaxIdFieldsProps = {
  country: string;
  kinds: readonly string[];
  kept: TaxProfileFieldsFragment["taxIds"];
  isNew: boolean;
  failure: Failure | null;
};

/** Tax numbers. Those that are kept are known by their endings only, so they are written anew together or stay as they are. */
export function TaxIdFields({ country, kinds, kept, isNew, failure }: TaxIdFieldsProps) {
  const t = useTranslations("taxes");
  const words = useTaxWords();
  const failureText = useFailureText();
  const [isChanging, setIsChanging] = useState(kept.length === 0);
  const refused = failure && refusedKind(failure.message, kinds);
  return (
    <fieldset className={rows.group}>
      <legend>{t("taxIdsTitle")}</legend>
      <p className={rows.muted}>{t("taxIdsText")}</p>
      {!isNew && kept.length > 0 && (
        <>
          <p className={rows.muted}>{kept.map(({ kind, ending }) => t("taxId", { name: words.taxId(country, kind), ending })).join(" · ")}</p>
          <Choice
            type="checkbox"
            label={t("changeTaxIds")}
            hint={t("changeTaxIdsHint")}
            checked={isChanging}
            onChange={(event) => setIsChanging(event.target.checked)}
          />
        </>
      )}
      {isChanging && (
        <>
          <input type="hidden" name="taxIds" value="written" />
          {kinds.map((kind) => (
            <TextField
              key={kind}
              label={words.taxId(country, kind)}
              name={`taxId.${kind}`}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={40}
              error={failure && refused === kind ? failureText(failure) : undefined}
            />
          ))}
        </>
      )}
    </fieldset>
  );
}
