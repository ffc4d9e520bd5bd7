"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatMoney, type Amount } from "@/format/money";
import type { Estimate } from "./estimate-operations";
import styles from "./taxes.module.css";

/** What to set aside, large; then the tax so far, that of the whole year, and what is paid. */
export function YearAmounts({ estimate }: { estimate: Estimate }) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  const { soFar, expected, range, paid, setAside } = estimate;
  const isSure = range !== null && range.low.amount === range.high.amount;
  const hint = range
    ? t(isSure ? "expectedSure" : "expectedRange", { low: formatMoney(range.low, locale), high: formatMoney(range.high, locale) })
    : t("expectedHint");
  return (
    <dl className={styles.amounts}>
      <AmountOf name={t("setAside")} amount={setAside} hint={t("setAsideHint")} isMain />
      <AmountOf name={t("soFar")} amount={soFar} hint={t("soFarHint")} />
      <AmountOf name={t("expected")} amount={expected} hint={hint} />
      <AmountOf name={t("paid")} amount={paid} hint={t("paidHint")} />
    </dl>
  );
}

function AmountOf({ name, amount, hint, isMain = false }: { name: string; amount: Amount; hint: string; isMain?: boolean }) {
  const locale = useLocale();
  return (
    <div className={isMain ? styles.mainAmount : styles.amount}>
      <dt>{name}</dt>
      <dd>
        <span className={styles.money}>{formatMoney(amount, locale)}</span>
        <span className={styles.hint}>{hint}</span>
      </dd>
    </div>
  );
}
