"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatMoney } from "@/format/money";
import { Card } from "@/ui/card";
import type { Estimate } from "./estimate-operations";
import { ShareForm } from "./share-form";
import rows from "@/ui/rows.module.css";
import styles from "./taxes.module.css";

type Deduction = Estimate["deductions"][number];

/** Costs by category, what of them is counted and why, and where a share of the business is set. */
export function Deductions({ deductions }: Pick<Estimate, "deductions">) {
  const t = useTranslations("taxes");
  return (
    <Card title={t("deductions")}>
      <p className={rows.muted}>{t("deductionsText")}</p>
      <ul className={rows.list}>
        {deductions.map((deduction) => (
          <DeductionRow key={deduction.category?.id ?? ""} deduction={deduction} />
        ))}
      </ul>
      <details className={styles.details}>
        <summary>{t("shareAdd")}</summary>
        <ShareForm />
      </details>
    </Card>
  );
}

function DeductionRow({ deduction: { category, spent, share, limit, counted } }: { deduction: Deduction }) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  const why = [
    Number(share) < 1 ? t("deductionShare", { percent: Number(share) * 100 }) : null,
    limit?.value ? t("deductionLimit", { percent: Number(limit.value) * 100 }) : null,
  ].filter((each) => each !== null);
  return (
    <li className={styles.instalment} data-testid="tax-deduction">
      <div>
        <span>{category?.name}</span>
        <span className={styles.hint}>
          {why.join(" · ")}
          {limit && ` (${limit.source})`}
        </span>
      </div>
      <span className={styles.number}>
        {t("deductionOf", { counted: formatMoney(counted, locale), spent: formatMoney(spent, locale) })}
      </span>
    </li>
  );
}
