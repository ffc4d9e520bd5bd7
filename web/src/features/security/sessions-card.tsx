"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import type { SessionsQuery } from "@/gql/graphql";
import { failureOf, type Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { EndSession, Sessions, SignOutEverywhere } from "./security-operations";
import rows from "@/ui/rows.module.css";

type Session = SessionsQuery["sessions"]["edges"][number]["node"];

/** Where the person is signed in, each with a way to end it. */
export function SessionsCard() {
  const t = useTranslations("security");
  const locale = useLocale();
  const failureText = useFailureText();
  const [{ data, error }, reload] = useQuery({ query: Sessions, variables: { locale }, requestPolicy: "cache-and-network" });
  const [ending, end] = useMutation(EndSession);
  const [endingAll, endAll] = useMutation(SignOutEverywhere);
  const [failure, setFailure] = useState<Failure | null>(null);
  const sessions = data?.sessions.edges.map(({ node }) => node) ?? [];

  async function run(asked: Promise<Parameters<typeof outcomeOf>[0]>) {
    setFailure(outcomeOf(await asked).failure);
    reload({ requestPolicy: "network-only" });
  }

  const others = sessions.some((each) => !each.isCurrent) && (
    <Button look="secondary" isBusy={endingAll.fetching} onClick={() => void run(endAll({ input: { keepThis: true } }))}>
      {t("endOthers")}
    </Button>
  );
  return (
    <Card title={t("sessions")} action={others}>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      {!data && (error ? <ErrorNotice>{failureText(failureOf(error))}</ErrorNotice> : <Skeleton lines={2} height={48} />)}
      <ul className={rows.list}>
        {sessions.map((session) => (
          <li key={session.id} className={rows.row} data-testid="session">
            <SessionSummary session={session} />
            {!session.isCurrent && (
              <Button
                look="quiet"
                isBusy={ending.fetching}
                aria-label={t("endNamed", { device: session.browser ?? t("unknownDevice") })}
                onClick={() => void run(end({ input: { sessionId: session.id } }))}
              >
                {t("end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function SessionSummary({ session }: { session: Session }) {
  const t = useTranslations("security");
  const locale = useLocale();
  const used = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(session.lastUsedAt));
  const device = [session.browser, session.system].filter(Boolean).join(", ") || t("unknownDevice");
  const place = [session.place?.city, session.place?.country].filter(Boolean).join(", ");
  return (
    <div className={rows.summary}>
      <strong>
        {device}
        {session.isCurrent && <span className={rows.badge}>{t("thisDevice")}</span>}
      </strong>
      <span className={rows.muted}>
        {[place, session.address, t("lastUsed", { when: used })].filter(Boolean).join(" · ")}
      </span>
    </div>
  );
}
