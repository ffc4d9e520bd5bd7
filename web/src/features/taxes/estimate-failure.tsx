"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Failure } from "@/graphql/failure";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { useTaxWords } from "./use-tax-words";
import { valuesForWords } from "./values-for-words";

type EstimateFailureProps = { failure: Failure; country: string };

/** Why there is no estimate: nothing is computed in its place. Names what is missing: the rate, the figure or the fact. */
export function EstimateFailure({ failure, country }: EstimateFailureProps) {
  const failureText = useFailureText();
  const t = useTranslations("taxes.missing");
  const locale = useLocale();
  const words = useTaxWords();
  const { figure, fact, ...told } = failure.values ?? {};
  const values = {
    ...valuesForWords(Object.entries(told).map(([name, value]) => ({ name, value })), locale),
    ...(figure && { figure: words.figure(figure) }),
    ...(fact && { fact: words.fact(country, fact, fact) }),
  };
  const key = failure.code as Parameters<typeof t>[0];
  return (
    <ErrorNotice>
      {failureText(failure)} {failure.values && t.has(key) && t(key, values as never)}
    </ErrorNotice>
  );
}
