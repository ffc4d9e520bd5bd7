"use client";

import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { formatWeekday, localDay } from "@/format/dates";
import { formatMoney, isNegative } from "@/format/money";
import { Card } from "@/ui/card";
import { DueIn } from "./due-in";
import type { Estimate } from "./estimate-operations";
import { useTaxWords } from "./use-tax-words";
import rows from "@/ui/rows.module.css";
import styles from "./taxes.module.css";

type Instalment = Estimate["instalments"][number];

/** The parts in which the tax so far is paid, each with its day; those whose day has passed apart. */
export function Instalments({ instalments }: Pick<Estimate, "instalments">) {
  const t = useTranslations("taxes");
  const today = localDay(new Date());
  const sorted = [...instalments].sort((one, other) => one.dueOn.localeCompare(other.dueOn));
  const passed = sorted.filter(({ dueOn }) => dueOn < today);
  return (
    <Card title={t("instalments")} action={<Link href="/taxes/deadlines">{t("openDeadlines")}</Link>}>
      <p className={rows.muted}>{instalments.length > 0 ? t("instalmentsText") : t("noInstalments")}</p>
      {passed.length > 0 && (
        <details className={styles.passed}>
          <summary>{t("earlierInstalments", { count: passed.length })}</summary>
          <InstalmentList instalments={passed} today={today} />
        </details>
      )}
      <InstalmentList instalments={sorted.filter(({ dueOn }) => dueOn >= today)} today={today} />
    </Card>
  );
}

function InstalmentList({ instalments, today }: { instalments: readonly Instalment[]; today: string }) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  const words = useTaxWords();
  return (
    <ul className={rows.list}>
      {instalments.map(({ key, label, amount, dueOn }) => (
        <li key={key} className={styles.instalment} data-testid="tax-instalment">
          <div>
            <span>{words.deadline(key, label)}</span>
            <span className={styles.hint}>
              {formatWeekday(dueOn, locale)}
              <DueIn day={dueOn} today={today} />
              {isNegative(amount.amount) && ` · ${t("tooMuch")}`}
            </span>
          </div>
          <span className={styles.number}>{formatMoney(amount, locale)}</span>
        </li>
      ))}
    </ul>
  );
}
