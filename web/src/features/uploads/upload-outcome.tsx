"use client";

import { useLocale, useTranslations } from "next-intl";
import { useQuery } from "urql";
import { formatDay } from "@/format/dates";
import { formatMoney } from "@/format/money";
import type { UploadOutcomeQuery } from "@/gql/graphql";
import { UploadOutcome } from "./upload-operations";
import styles from "./upload-row.module.css";

type Outcome = NonNullable<UploadOutcomeQuery["node"]>;
type ImportOutcome = Extract<Outcome, { __typename: "StatementImport" }>;
type DocumentOutcome = Extract<Outcome, { __typename: "Document" }>;

const MAX_WARNINGS = 3;

/** What came of a file: how many lines are new, or what was read off the paper. */
export function UploadOutcomeLine({ subjectId }: { subjectId: string | null }) {
  const t = useTranslations("uploads");
  const [{ data }] = useQuery({
    query: UploadOutcome,
    variables: { id: subjectId ?? "" },
    pause: !subjectId,
    requestPolicy: "network-only",
  });
  if (data?.node?.__typename === "StatementImport") return <ImportLine outcome={data.node} />;
  if (data?.node?.__typename === "Document") return <DocumentLine outcome={data.node} />;
  return <span className={styles.done}>{t("done")}</span>;
}

function ImportLine({ outcome }: { outcome: ImportOutcome }) {
  const t = useTranslations("uploads");
  const { linesNew, linesDuplicate, linesSuspicious, warnings } = outcome;
  return (
    <>
      <span className={styles.done}>
        {t("imported", { count: linesNew ?? 0 })}
        {linesDuplicate ? ` · ${t("duplicates", { count: linesDuplicate })}` : ""}
        {linesSuspicious ? ` · ${t("suspicious", { count: linesSuspicious })}` : ""}
      </span>
      {warnings.length > 0 && (
        <ul className={styles.warnings}>
          {warnings.slice(0, MAX_WARNINGS).map((warning, index) => (
            <li key={index}>
              {warning.line ? `${t("line", { line: warning.line })}: ` : ""}
              {warning.message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function DocumentLine({ outcome }: { outcome: DocumentOutcome }) {
  const t = useTranslations("uploads");
  const locale = useLocale();
  const facts = [
    outcome.merchant,
    outcome.total && formatMoney(outcome.total, locale),
    outcome.datedOn && formatDay(outcome.datedOn, locale, "long"),
  ].filter(Boolean);
  return <span className={styles.done}>{facts.length > 0 ? t("read", { facts: facts.join(" · ") }) : t("readNothing")}</span>;
}
