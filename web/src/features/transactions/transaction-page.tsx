"use client";

import { useLocale, useTranslations } from "next-intl";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import { failureOf } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { EmptyState, ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import type { CategoryGroup } from "./category-groups";
import { TransactionRow } from "./transaction-row";
import { Transactions } from "./transaction-operations";
import styles from "./transactions.module.css";

const PAGE_SIZE = 12;

type TransactionPageProps = {
  after: string | null;
  groups: CategoryGroup[];
  selected: ReadonlySet<string>;
  onToggle: (id: string) => void;
  isLast: boolean;
  onMore: (cursor: string) => void;
};

export function TransactionPage({ after, groups, selected, onToggle, isLast, onMore }: TransactionPageProps) {
  const t = useTranslations("transactions");
  const locale = useLocale();
  const failureText = useFailureText();
  const [{ data, error }, ask] = useLiveQuery({ query: Transactions, variables: { first: PAGE_SIZE, after, locale } });

  if (!data) {
    if (!error) return <Skeleton lines={6} height={44} />;
    const again = <Button look="secondary" onClick={() => ask({ requestPolicy: "network-only" })}>{t("tryAgain")}</Button>;
    return <ErrorNotice action={again}>{failureText(failureOf(error))}</ErrorNotice>;
  }
  const { edges, pageInfo } = data.transactions;
  if (edges.length === 0 && after === null) {
    return <EmptyState title={t("emptyTitle")}>{t("emptyText")}</EmptyState>;
  }
  return (
    <>
      <ul className={styles.list}>
        {edges.map(({ node }) => (
          <TransactionRow
            key={node.id}
            transaction={node}
            groups={groups}
            isSelected={selected.has(node.id)}
            onToggle={() => onToggle(node.id)}
          />
        ))}
      </ul>
      {isLast && pageInfo.hasNextPage && pageInfo.endCursor && (
        <Button look="quiet" className={styles.more} onClick={() => onMore(pageInfo.endCursor ?? "")}>
          {t("more")}
        </Button>
      )}
    </>
  );
}
