import { createClient } from "graphql-ws";
import type { SessionStore } from "@/features/session/session-store";
import type { JobProgressOfSubscription } from "@/gql/graphql";
import { documentText } from "@/graphql/document-text";
import { runtimeConfig } from "@/graphql/runtime-config";
import { JobProgressOf } from "./job-operations";
import type { JobReport } from "./job-progress";

const CONNECT_TIMEOUT_MS = 4_000;

/** Pass on what the socket says of a job. Resolves when the socket is done, for whatever reason: it never raises. */
export async function listenToJob(
  store: SessionStore,
  jobId: string,
  onReport: (report: JobReport) => void,
  signal: AbortSignal,
): Promise<void> {
  const config = await runtimeConfig().catch(() => null);
  if (!config || signal.aborted) return;
  const socket = createClient({
    url: async () => {
      await store.stayFresh(); // the cookie that the socket is opened with says whose it is
      return config.socketUrl;
    },
    connectionAckWaitTimeout: CONNECT_TIMEOUT_MS,
    retryAttempts: 0, // polling takes over at once; a person should not look at a bar that stands still
  });
  await new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve());
    socket.subscribe<JobProgressOfSubscription>(
      { query: documentText(JobProgressOf), variables: { jobId } },
      {
        next: ({ data }) => data && onReport(data.jobProgress),
        error: () => resolve(),
        complete: () => resolve(),
      },
    );
  });
  await socket.dispose();
}
