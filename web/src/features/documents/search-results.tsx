"use client";

import { useTranslations } from "next-intl";
import type { SearchDocumentsQuery } from "@/gql/graphql";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import { failureOf } from "@/graphql/failure";
import { EmptyState, ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { DocumentSummary } from "./document-summary";
import { SearchDocuments } from "./document-operations";
import styles from "./documents.module.css";

type Hit = SearchDocumentsQuery["searchDocuments"][number];

export function SearchResults({ query }: { query: string }) {
  const t = useTranslations("search");
  const failureText = useFailureText();
  const [{ data, error, fetching }] = useLiveQuery({
    query: SearchDocuments,
    variables: { query },
    requestPolicy: "cache-and-network",
  });
  if (error) return <ErrorNotice>{failureText(failureOf(error))}</ErrorNotice>;
  if (!data) return <Skeleton lines={3} height={56} />;
  const hits = data.searchDocuments;
  return (
    <div aria-busy={fetching}>
      <p className={styles.count} role="status">
        {t("found", { count: hits.length })}
      </p>
      {hits.length === 0 ? (
        <EmptyState title={t("nothingTitle")}>{t("nothingText")}</EmptyState>
      ) : (
        <ul className={styles.list} aria-label={t("results")}>
          {hits.map((hit) => (
            <li key={`${hit.document.id}-${hit.page}`} className={styles.row} data-testid="search-hit">
              <DocumentSummary document={hit.document} page={hit.page} />
              <Snippets pieces={hit.snippets} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The text around the match; `mark` is what was looked for. */
function Snippets({ pieces }: { pieces: Hit["snippets"] }) {
  if (pieces.length === 0) return null;
  return (
    <p className={styles.snippet}>
      {pieces.map((piece, index) => (piece.isHighlighted ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>))}
    </p>
  );
}
