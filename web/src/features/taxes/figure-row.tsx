"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/format/dates";
import type { TaxFigureFieldsFragment } from "@/gql/graphql";
import { figureValue } from "./figure-value";
import { sourceParts } from "./source-parts";
import { useTaxWords } from "./use-tax-words";
import styles from "./taxes.module.css";

/** A figure of the law: what it is, how much, from when to when, and where it is written. */
export function FigureRow({ figure, currency }: { figure: TaxFigureFieldsFragment; currency: string }) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  const words = useTaxWords();
  const { value, validFrom, validTo } = figure;
  return (
    <div className={styles.figure}>
      <span>{words.figure(figure.key)}</span>
      <span className={styles.number}>{value ? figureValue(value, currency, locale) : t("bandsTable")}</span>
      <span className={styles.hint}>
        {t("validFor", { from: formatDay(validFrom, locale, "long"), to: formatDay(validTo, locale, "long") })}
        {" · "}
        <Source text={figure.source} />
      </span>
    </div>
  );
}

/** Where a rule is written, in the words of its law; what is an address is a link. */
export function Source({ text }: { text: string }) {
  return sourceParts(text).map(({ text: words, href }, index) =>
    href ? (
      <a key={index} href={href} target="_blank" rel="noreferrer">
        {words}
      </a>
    ) : (
      words
    ),
  );
}
