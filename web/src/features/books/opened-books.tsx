"use client";

import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { useMemo } from "react";
import { Provider, useQuery } from "urql";
import { AccountsPanel } from "@/features/accounts/accounts-panel";
import { ReceivedGrants } from "@/features/grants/grant-operations";
import { standingOf } from "@/features/grants/standing-of";
import { RefreshProvider } from "@/features/jobs/refresh-signal";
import { useSessionStore } from "@/features/session/session-context";
import { CanSort } from "@/features/transactions/can-sort";
import { TransactionsPanel } from "@/features/transactions/transactions-panel";
import { createClient } from "@/graphql/create-client";
import { failureOf } from "@/graphql/failure";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { BooksBanner } from "./books-banner";

/** The books that a grant opens. Whether it still does is asked each time, and by the API with every request. */
export function OpenedBooks({ grantId }: { grantId: string }) {
  const t = useTranslations("books");
  const locale = useLocale();
  const store = useSessionStore();
  const failureText = useFailureText();
  const [{ data, error }] = useQuery({ query: ReceivedGrants, requestPolicy: "network-only" });
  // One client for these books alone: what they answer never lies in the cache of one's own.
  const client = useMemo(() => createClient(store, locale, grantId), [store, locale, grantId]);
  const grant = data?.receivedGrants.find(({ id }) => id === grantId);

  if (error) return <ErrorNotice>{failureText(failureOf(error))}</ErrorNotice>;
  if (!data) return <Skeleton lines={3} height={140} />;
  if (!grant || standingOf(grant, new Date()) !== "ACTIVE") {
    return <ErrorNotice action={<Link href="/settings/access">{t("toAccess")}</Link>}>{t("closed")}</ErrorNotice>;
  }
  return (
    <>
      <BooksBanner grant={grant} />
      <h1 className="page-title">{t("booksOf", { owner: grant.ownerEmail })}</h1>
      <Provider value={client}>
        <RefreshProvider>
          <CanSort value={grant.kind === "ACCOUNTANT"}>
            <AccountsPanel />
            <TransactionsPanel />
          </CanSort>
        </RefreshProvider>
      </Provider>
    </>
  );
}
