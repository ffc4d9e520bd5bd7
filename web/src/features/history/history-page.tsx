"use client";

import { useLocale, useTranslations } from "next-intl";
import { useQuery } from "urql";
import { failureOf } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { EmptyState, ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { HistoryEntry } from "./history-entry";
import { History } from "./history-operations";
import styles from "./history.module.css";

const PAGE_SIZE = 25;

type HistoryPageProps = { after: string | null; actions: string[] | null; isLast: boolean; onMore: (cursor: string) => void };

/** Some entries, and a way to the next. */
export function HistoryPage({ after, actions, isLast, onMore }: HistoryPageProps) {
  const t = useTranslations("history");
  const locale = useLocale();
  const failureText = useFailureText();
  const [{ data, error }, ask] = useQuery({
    query: History,
    variables: { first: PAGE_SIZE, after, locale, filter: { actions } },
    requestPolicy: "cache-and-network",
  });
  if (!data) {
    if (!error) return <Skeleton lines={6} height={44} />;
    const again = <Button look="secondary" onClick={() => ask({ requestPolicy: "network-only" })}>{t("tryAgain")}</Button>;
    return <ErrorNotice action={again}>{failureText(failureOf(error))}</ErrorNotice>;
  }
  const { edges, pageInfo } = data.activity;
  if (edges.length === 0 && after === null) return <EmptyState title={t("emptyTitle")}>{t("emptyText")}</EmptyState>;
  return (
    <>
      <ol className={styles.list}>
        {edges.map(({ node }) => (
          <HistoryEntry key={node.id} entry={node} />
        ))}
      </ol>
      {isLast && pageInfo.hasNextPage && pageInfo.endCursor && (
        <Button look="quiet" onClick={() => onMore(pageInfo.endCursor ?? "")}>
          {t("more")}
        </Button>
      )}
    </>
  );
}
