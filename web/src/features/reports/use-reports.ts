"use client";

import { useEffect, useState } from "react";
import { useMutation } from "urql";
import { isOver } from "@/features/jobs/job-progress";
import { useLiveQuery, useRefreshSignal } from "@/features/jobs/refresh-signal";
import { useJob } from "@/features/jobs/use-job";
import type { IncomeReportsQuery, RequestIncomeReportInput } from "@/gql/graphql";
import { failureOf, type Failure } from "@/graphql/failure";
import { outcomeOf, type Outcome } from "@/graphql/outcome";
import { IncomeReports, RequestIncomeReport, RevokeIncomeReport } from "./report-operations";

export type ReportInList = IncomeReportsQuery["incomeReports"]["edges"][number]["node"];

/** The person's reports, newest first, the job of the one that is being made, and what makes or revokes one. */
export function useReports() {
  const { refresh } = useRefreshSignal();
  const [{ data, error }] = useLiveQuery({ query: IncomeReports });
  const [, runRequest] = useMutation(RequestIncomeReport);
  const [, runRevoke] = useMutation(RevokeIncomeReport);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const reports = data?.incomeReports.edges.map(({ node }) => node);
  const followedId = reports?.find(({ status }) => status === "RUNNING")?.job?.id ?? null;
  const job = useJob(followedId);
  const hasEnded = followedId !== null && isOver(job.state);

  useEffect(() => {
    if (hasEnded) refresh();
  }, [hasEnded, refresh]);

  async function settle<T>(act: () => Promise<Outcome<T>>): Promise<void> {
    setIsBusy(true);
    const { failure } = await act();
    setIsBusy(false);
    setRefusal(failure);
    refresh();
  }

  const request = (input: RequestIncomeReportInput) => settle(async () => outcomeOf(await runRequest({ input })));
  const revoke = (id: string) => settle(async () => outcomeOf(await runRevoke({ input: { id } })));

  return {
    reports,
    currencies: data ? ownFirst(new Set(data.accounts.edges.map(({ node }) => node.currency)), data.viewer?.baseCurrency) : [],
    isWorking: followedId !== null && !hasEnded,
    isBusy,
    job,
    failure: refusal ?? job.failure ?? (error ? failureOf(error) : null),
    request,
    revoke,
  };
}

/** A report is most often wanted in the currency that the person counts in. */
function ownFirst(currencies: ReadonlySet<string>, own: string | undefined): string[] {
  return own !== undefined && currencies.has(own) ? [own, ...[...currencies].filter((code) => code !== own)] : [...currencies];
}
