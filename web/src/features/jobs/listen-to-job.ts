import type { SessionStore } from "@/features/session/session-store";
import { listen } from "@/graphql/listen";
import { JobProgressOf } from "./job-operations";
import type { JobReport } from "./job-progress";

/**
 * Pass on what the socket says of a job. Resolves when the socket is done, for whatever reason: polling takes over at
 * once, as a person should not look at a bar that stands still.
 */
export async function listenToJob(
  store: SessionStore,
  jobId: string,
  onReport: (report: JobReport) => void,
  signal: AbortSignal,
): Promise<void> {
  await listen(store, JobProgressOf, { jobId }, ({ jobProgress }) => onReport(jobProgress), signal);
}
