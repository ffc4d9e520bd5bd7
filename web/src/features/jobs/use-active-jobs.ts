"use client";

import { useEffect, useState } from "react";
import { useClient } from "urql";
import type { ActiveJobsQuery } from "@/gql/graphql";
import { pollDelay } from "./poll-delay";
import { ActiveJobs } from "./job-operations";
import { useRefreshSignal } from "./refresh-signal";

type ActiveJob = ActiveJobsQuery["jobs"]["edges"][number]["node"];

/** Follow-up work may be queued a moment after what caused it ended, so an empty answer is checked this many times. */
const EMPTY_ANSWERS = 3;

/** Word to the person waits for its hour, as for the morning: it changes nothing that a page shows. */
const UNSEEN = "notifications.";

/** The jobs that are queued or running. When one of them ends, the panels are told to ask again. */
export function useActiveJobs(): ActiveJob[] {
  const client = useClient();
  const { version, refresh } = useRefreshSignal();
  const [jobs, setJobs] = useState<ActiveJob[]>([]);

  useEffect(() => {
    const stopped = new AbortController();
    const watch = async () => {
      let known = new Set<string>();
      for (let turn = 0, empty = 0; empty < EMPTY_ANSWERS && !stopped.signal.aborted; turn += 1) {
        const { data } = await client.query(ActiveJobs, {}, { requestPolicy: "network-only" }).toPromise();
        if (stopped.signal.aborted) return;
        const active = (data?.jobs.edges ?? []).map((edge) => edge.node).filter((job) => !job.name.startsWith(UNSEEN));
        const ids = new Set(active.map((job) => job.id));
        const hasOneEnded = data !== undefined && [...known].some((id) => !ids.has(id));
        setJobs(active);
        if (hasOneEnded) return refresh(); // starts this watch anew
        known = ids;
        empty = active.length === 0 ? empty + 1 : 0;
        await pollDelay(turn, stopped.signal);
      }
    };
    void watch();
    return () => stopped.abort();
  }, [client, version, refresh]);

  return jobs;
}
