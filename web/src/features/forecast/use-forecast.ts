"use client";

import { useEffect, useState } from "react";
import { useMutation } from "urql";
import { isOver } from "@/features/jobs/job-progress";
import { useLiveQuery, useRefreshSignal } from "@/features/jobs/refresh-signal";
import { useJob } from "@/features/jobs/use-job";
import { failureOf, type Failure } from "@/graphql/failure";
import { LatestForecast, RequestForecast } from "./forecast-operations";

/** The newest forecast, the job that makes the next one, and what asks for it. */
export function useForecast() {
  const { refresh } = useRefreshSignal();
  const [{ data, error }] = useLiveQuery({ query: LatestForecast });
  const [, run] = useMutation(RequestForecast);
  const [jobId, setJobId] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Failure | null>(null);

  const latest = data?.forecasts.edges[0]?.node ?? null;
  // A forecast that was asked for before this page was opened is followed too.
  const followedId = jobId ?? (latest?.status === "RUNNING" ? (latest.job?.id ?? null) : null);
  const job = useJob(followedId);
  const hasEnded = followedId !== null && isOver(job.state);

  useEffect(() => {
    if (hasEnded) refresh();
  }, [hasEnded, refresh]);

  async function request(accountIds: string[], horizonDays: number): Promise<void> {
    setRefusal(null);
    const answer = await run({ input: { accountIds, horizonDays } });
    const payload = answer.data?.requestForecast;
    const failure = answer.error ? failureOf(answer.error) : (payload?.errors[0] ?? null);
    if (failure) setRefusal(failure);
    else setJobId(payload?.job?.id ?? null);
  }

  return {
    forecast: latest?.status === "READY" ? latest : null,
    isLoading: !data && !error,
    isWorking: followedId !== null && !hasEnded,
    job,
    failure: refusal ?? job.failure ?? (error ? failureOf(error) : null),
    request,
  };
}
