"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatMoney } from "@/format/money";
import { Card } from "@/ui/card";
import type { Estimate } from "./estimate-operations";
import { FigureRow } from "./figure-row";
import { figureValue } from "./figure-value";
import { useTaxWords } from "./use-tax-words";
import rows from "@/ui/rows.module.css";
import styles from "./taxes.module.css";

type Line = Estimate["lines"][number];

/** How the tax so far came about, line by line; each opens into its rule, what went in, and the law. */
export function EstimateLines({ estimate }: { estimate: Estimate }) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  return (
    <Card title={t("howTitle")}>
      <p className={rows.muted}>{t("howText")}</p>
      <ul className={styles.lines}>
        {estimate.lines.map((line, index) => (
          <li key={`${line.rule} ${index}`} data-testid="tax-line">
            <LineDetails line={line} />
          </li>
        ))}
      </ul>
      <p className={styles.total}>
        <span>{t("total")}</span>
        <span className={styles.number}>{formatMoney(estimate.soFar, locale)}</span>
      </p>
    </Card>
  );
}

function LineDetails({ line }: { line: Line }) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  const words = useTaxWords();
  const { currency } = line.amount;
  return (
    <details className={styles.line}>
      <summary>
        <span className={line.kind === "BASE" ? styles.step : undefined}>
          {words.rule(line.rule, line.label)}
          {line.kind === "BASE" && <span className={rows.quietBadge}>{t("step")}</span>}
        </span>
        <span className={line.kind === "BASE" ? `${styles.number} ${styles.step}` : styles.number}>{formatMoney(line.amount, locale)}</span>
      </summary>
      <div className={styles.opened}>
        <p className={styles.hint}>
          {t("rule")}: <code>{line.rule}</code>
        </p>
        {line.inputs.length > 0 && (
          <>
            <h3 className={styles.listTitle}>{t("inputsTitle")}</h3>
            <dl className={styles.inputs}>
              {line.inputs.map(({ name, value }) => (
                <div key={name}>
                  <dt>{words.input(name)}</dt>
                  <dd className={styles.number}>{figureValue(value, currency, locale, name)}</dd>
                </div>
              ))}
            </dl>
          </>
        )}
        <h3 className={styles.listTitle}>{t("figuresTitle")}</h3>
        {line.figures.length === 0 && <p className={styles.hint}>{t("noFigures")}</p>}
        {line.figures.map((figure) => (
          <FigureRow key={figure.key} figure={figure} currency={currency} />
        ))}
      </div>
    </details>
  );
}
