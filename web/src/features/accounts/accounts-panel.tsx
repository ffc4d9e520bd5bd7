"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/format/dates";
import { formatMoney, isNegative, sumByCurrency } from "@/format/money";
import { failureOf } from "@/graphql/failure";
import { Card } from "@/ui/card";
import { EmptyState, ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { maskNumber } from "./mask-number";
import { useAccounts } from "./use-accounts";
import styles from "./accounts-panel.module.css";

/** What the person has: the sum of each currency, then each account. */
export function AccountsPanel() {
  const t = useTranslations("accounts");
  const locale = useLocale();
  const failureText = useFailureText();
  const { accounts, error } = useAccounts();

  if (!accounts) {
    return (
      <Card title={t("title")}>
        {error ? <ErrorNotice>{failureText(failureOf(error))}</ErrorNotice> : <Skeleton lines={3} height={36} />}
      </Card>
    );
  }
  if (accounts.length === 0) {
    return (
      <Card title={t("title")}>
        <EmptyState title={t("emptyTitle")}>{t("emptyText")}</EmptyState>
      </Card>
    );
  }
  return (
    <Card title={t("title")}>
      <p className={styles.totals}>
        {sumByCurrency(accounts.map((account) => account.balance)).map((total) => (
          <span key={total.currency} className={styles.total}>
            {formatMoney(total, locale)}
          </span>
        ))}
      </p>
      <ul className={styles.list}>
        {accounts.map((account) => (
          <li key={account.id} className={styles.account}>
            <div className={styles.names}>
              <span className={styles.name}>{account.name}</span>
              <span className={styles.detail}>
                {[account.institution, maskNumber(account.number), account.balanceOn && t("asOf", { day: formatDay(account.balanceOn, locale) })]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </div>
            <span className={isNegative(account.balance.amount) ? `${styles.balance} ${styles.negative}` : styles.balance}>
              {formatMoney(account.balance, locale)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
