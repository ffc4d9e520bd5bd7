import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/format/dates";
import { formatMoney, isNegative } from "@/format/money";
import type { TransactionFieldsFragment } from "@/gql/graphql";
import { useCanSort } from "./can-sort";
import { CategoryCell } from "./category-cell";
import type { CategoryGroup } from "./category-groups";
import styles from "./transactions.module.css";

type TransactionRowProps = {
  transaction: TransactionFieldsFragment;
  groups: CategoryGroup[];
  isSelected: boolean;
  onToggle: () => void;
};

export function TransactionRow({ transaction, groups, isSelected, onToggle }: TransactionRowProps) {
  const t = useTranslations("transactions");
  const locale = useLocale();
  const canSort = useCanSort();
  const { amount, bookedOn, counterparty, description, status } = transaction;
  const title = counterparty || description;
  const details = [transaction.account.name, counterparty ? description : null, status === "PENDING" ? t("pending") : null];
  return (
    <li className={styles.row} data-testid="transaction">
      <span className={styles.day}>
        {canSort && <input type="checkbox" aria-label={t("select", { description: title })} checked={isSelected} onChange={onToggle} />}
        <time dateTime={bookedOn}>{formatDay(bookedOn, locale)}</time>
      </span>
      <div className={styles.text}>
        <span className={styles.title} title={title}>
          {title}
        </span>
        <span className={styles.detail}>{details.filter(Boolean).join(" · ")}</span>
      </div>
      {canSort ? (
        <CategoryCell transaction={transaction} groups={groups} />
      ) : (
        <span className={styles.sorted}>{transaction.category?.name ?? t("uncategorised")}</span>
      )}
      <span className={isNegative(amount.amount) ? styles.amount : `${styles.amount} ${styles.income}`}>
        {formatMoney(amount, locale, { signed: true })}
      </span>
    </li>
  );
}
