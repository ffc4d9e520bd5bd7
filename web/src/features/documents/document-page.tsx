"use client";

import { useTranslations } from "next-intl";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import type { DocumentFieldsFragment } from "@/gql/graphql";
import { failureOf } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { EmptyState, ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { DocumentPayments } from "./document-payments";
import { DocumentSummary } from "./document-summary";
import { Documents } from "./document-operations";
import styles from "./documents.module.css";

const PAGE_SIZE = 20;

type DocumentPageProps = { after: string | null; isLast: boolean; onMore: (cursor: string) => void };

export function DocumentPage({ after, isLast, onMore }: DocumentPageProps) {
  const t = useTranslations("documents");
  const failureText = useFailureText();
  const [{ data, error }] = useLiveQuery({ query: Documents, variables: { first: PAGE_SIZE, after } });
  if (!data) return error ? <ErrorNotice>{failureText(failureOf(error))}</ErrorNotice> : <Skeleton lines={4} height={48} />;
  const { edges, pageInfo } = data.documents;
  if (edges.length === 0 && after === null) {
    return <EmptyState title={t("emptyTitle")}>{t("emptyText")}</EmptyState>;
  }
  return (
    <>
      <ul className={styles.list}>
        {edges.map(({ node }) => (
          <li key={node.id} className={styles.row} data-testid="document">
            <DocumentSummary document={node} />
            <DocumentState document={node} />
            <DocumentPayments document={node} />
          </li>
        ))}
      </ul>
      {isLast && pageInfo.hasNextPage && pageInfo.endCursor && (
        <Button look="quiet" onClick={() => onMore(pageInfo.endCursor ?? "")}>
          {t("more")}
        </Button>
      )}
    </>
  );
}

/** Where a document stands, unless it is simply there. */
function DocumentState({ document }: { document: DocumentFieldsFragment }) {
  const t = useTranslations("documents");
  const failureText = useFailureText();
  if (document.status === "READY") return null;
  if (document.status === "FAILED") {
    const failure = { code: document.errorCode ?? "INTERNAL", message: document.errorMessage ?? t("status.FAILED") };
    return <p className={styles.failed}>{failureText(failure)}</p>;
  }
  return <p className={styles.detail}>{t(`status.${document.status}`)}</p>;
}
