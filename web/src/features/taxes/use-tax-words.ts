"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { type NoteValue, valuesForWords } from "./values-for-words";
import { nameOfKey, periodOfKey } from "./period-of-key";

type Note = { key: string; text: string; values: readonly NoteValue[] };
type Profile = { country: string; regime: string };

/** What rules call by keys, in the person's language; what this page has no words for, in the API's own. */
export function useTaxWords() {
  const t = useTranslations("taxWords");
  const page = useTranslations("taxes");
  const locale = useLocale();
  return useMemo(() => {
    type Key = Parameters<typeof t>[0];
    const said = (key: string, otherwise: string) => (t.has(key as Key) ? t(key as Key) : otherwise);
    const countries = new Intl.DisplayNames(locale, { type: "region" });
    return {
      country: (code: string) => countries.of(code) ?? code,
      regime: (key: string, otherwise = key) => said(`regimes.${key}`, otherwise),
      profile: ({ country, regime }: Profile) => `${said(`regimes.${regime}`, regime)}, ${countries.of(country) ?? country}`,
      region: (country: string, code: string) => said(`regions.${country}.${code}`, code),
      taxId: (country: string, kind: string) => said(`taxIds.${country}.${kind}`, kind.toUpperCase()),
      fact: (country: string, name: string, otherwise: string) => said(`facts.${country}.${name}`, otherwise),
      choice: (value: string) => said(`choices.${value}`, value),
      rule: (key: string, otherwise: string) => said(`rules.${key}`, otherwise),
      input: (name: string) => said(`inputs.${name}`, name.replaceAll("_", " ")),
      figure: (key: string, otherwise = key) => said(`figures.${key}`, otherwise),
      deadline(key: string, otherwise: string): string {
        const name = said(`deadlines.${nameOfKey(key)}`, otherwise);
        const period = periodOfKey(key, locale, (number, year) => page("quarter", { number, year }));
        return period ? `${name}, ${period}` : name;
      },
      note({ key, text, values }: Note): string {
        const name = `notes.${key}` as Key;
        return t.has(name) ? t(name, valuesForWords(values, locale) as never) : text;
      },
    };
  }, [t, page, locale]);
}
