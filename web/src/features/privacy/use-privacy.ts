"use client";

import { useEffect, useState } from "react";
import { useMutation } from "urql";
import { isOver } from "@/features/jobs/job-progress";
import { useLiveQuery, useRefreshSignal } from "@/features/jobs/refresh-signal";
import { useJob } from "@/features/jobs/use-job";
import { usePresence } from "@/features/presence/presence-context";
import { failureOf, type Failure } from "@/graphql/failure";
import { outcomeOf, type Outcome } from "@/graphql/outcome";
import { DeleteMyAccount, ExportMyData, KeepMyAccount, PrivacyState } from "./privacy-operations";

/** The newest archive with the job that writes it, the coming deletion, and what asks for either. */
export function usePrivacy() {
  const { refresh } = useRefreshSignal();
  const [{ data, error }] = useLiveQuery({ query: PrivacyState });
  const [, runExport] = useMutation(ExportMyData);
  const [, runDelete] = useMutation(DeleteMyAccount);
  const [, runKeep] = useMutation(KeepMyAccount);
  const run = usePresence();
  const [refusal, setRefusal] = useState<Failure | null>(null);

  const archive = data?.dataExports.edges[0]?.node ?? null;
  const followedId = archive?.status === "RUNNING" ? (archive.job?.id ?? null) : null;
  const job = useJob(followedId);
  const hasEnded = followedId !== null && isOver(job.state);

  useEffect(() => {
    if (hasEnded) refresh();
  }, [hasEnded, refresh]);

  /** What may need the person's presence; a question that was closed leaves everything as it was. */
  async function settle<T>(act: () => Promise<Outcome<T>>): Promise<void> {
    setRefusal(null);
    const { failure, hasLeft } = await run(act);
    setRefusal(failure);
    if (!failure && !hasLeft) refresh();
  }

  const exportData = () => settle(async () => outcomeOf(await runExport({ input: {} })));
  const deleteAccount = () => settle(async () => outcomeOf(await runDelete({ input: {} })));
  const keepAccount = () => settle(async () => outcomeOf(await runKeep({})));

  return {
    archive,
    deletion: data?.accountDeletion ?? null,
    isWorking: followedId !== null && !hasEnded,
    job,
    failure: refusal ?? job.failure ?? (error ? failureOf(error) : null),
    exportData,
    deleteAccount,
    keepAccount,
  };
}
