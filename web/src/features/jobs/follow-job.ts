import type { Client } from "@urql/core";
import type { SessionStore } from "@/features/session/session-store";
import { failureOf, type Failure } from "@/graphql/failure";
import { JobById } from "./job-operations";
import { isOver, type JobReport } from "./job-progress";
import { listenToJob } from "./listen-to-job";
import { pollDelay } from "./poll-delay";

export type JobListener = { onReport: (report: JobReport) => void; onLost: (failure: Failure) => void };

/** How often in a row a poll may fail before the job is given up as lost. */
const MAX_FAILED_POLLS = 8;

/**
 * Report on a job until it is over: by the socket, and by polling when the socket fails or closes early.
 * Returns what stops it.
 */
export function followJob(client: Client, store: SessionStore, jobId: string, listener: JobListener): () => void {
  const stopped = new AbortController();
  void follow(client, store, jobId, listener, stopped.signal);
  return () => stopped.abort();
}

async function follow(client: Client, store: SessionStore, id: string, listener: JobListener, signal: AbortSignal) {
  let isFinished = false;
  const report = (job: JobReport) => {
    if (signal.aborted || isFinished) return;
    isFinished = isOver(job.state);
    listener.onReport(job);
  };
  await listenToJob(store, id, report, signal);
  let failedPolls = 0;
  for (let turn = 0; !isFinished && !signal.aborted; turn += 1) {
    const { data, error } = await client.query(JobById, { id }, { requestPolicy: "network-only" }).toPromise();
    const isAnswered = data?.node?.__typename === "Job";
    if (data?.node?.__typename === "Job") report(data.node);
    failedPolls = isAnswered ? 0 : failedPolls + 1;
    if (failedPolls >= MAX_FAILED_POLLS && !signal.aborted) {
      return listener.onLost(error ? failureOf(error) : { code: "NOT_FOUND", message: "There is no such job." });
    }
    if (!isFinished) await pollDelay(turn, signal);
  }
}
