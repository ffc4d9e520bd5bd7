"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/format/dates";
import { formatMoney } from "@/format/money";
import type { DocumentFieldsFragment } from "@/gql/graphql";
import { Button } from "@/ui/button";
import { useFailureText } from "@/ui/use-failure-text";
import styles from "./documents.module.css";
import { useDecideMatch } from "./use-decide-match";

type DocumentPayment = DocumentFieldsFragment["payments"][number];

/** Which payments a document is of, and what may be one: that waits for a word. */
export function DocumentPayments({ document }: { document: DocumentFieldsFragment }) {
  const shown = document.payments.filter((match) => match.status !== "REJECTED" && match.transaction);
  if (shown.length === 0) return null;
  return (
    <ul className={styles.payments} data-testid="document-payments">
      {shown.map((match) => (
        <Payment key={match.id} match={match} />
      ))}
    </ul>
  );
}

function Payment({ match }: { match: DocumentPayment }) {
  const t = useTranslations("documents.payment");
  const locale = useLocale();
  const failureText = useFailureText();
  const { decide, isSaving, failure } = useDecideMatch(match.id);
  const { transaction } = match;
  if (!transaction) return null;
  const title = transaction.counterparty || transaction.description;
  const facts = [formatDay(transaction.bookedOn, locale), title, formatMoney(match.amount, locale)].join(" · ");
  const isOpen = match.status === "SUGGESTED";
  return (
    <li className={styles.payment}>
      <span className={styles.detail}>{t(isOpen ? "maybe" : "of", { facts })}</span>
      {isOpen && (
        <Button look="quiet" isBusy={isSaving} onClick={() => void decide(true)}>
          {t("yes")}
        </Button>
      )}
      <Button look="quiet" isBusy={isSaving} onClick={() => void decide(false)} aria-label={t("noLabel", { facts })}>
        {t("no")}
      </Button>
      {failure && <span className={styles.failed}>{failureText(failure)}</span>}
    </li>
  );
}
