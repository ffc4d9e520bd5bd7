"use client";

import { useEffect, useReducer } from "react";
import { useClient } from "urql";
import { useSessionStore } from "@/features/session/session-context";
import type { Failure } from "@/graphql/failure";
import { followJob } from "./follow-job";
import { useFollowedJobs } from "./followed-jobs";
import { JOB_WAITING, withReport, type JobProgress, type JobReport } from "./job-progress";

type Event = { type: "report"; report: JobReport } | { type: "lost"; failure: Failure } | { type: "begin" };

function reduce(seen: JobProgress, event: Event): JobProgress {
  if (event.type === "begin") return JOB_WAITING;
  if (event.type === "lost") return { ...seen, state: "DEAD", failure: event.failure };
  return withReport(seen, event.report);
}

/** The live progress of a job; null as id follows nothing. */
export function useJob(jobId: string | null): JobProgress {
  const client = useClient();
  const store = useSessionStore();
  const [progress, dispatch] = useReducer(reduce, JOB_WAITING);
  useEffect(() => {
    if (!jobId) return undefined;
    dispatch({ type: "begin" });
    return followJob(client, store, jobId, {
      onReport: (report) => dispatch({ type: "report", report }),
      onLost: (failure) => dispatch({ type: "lost", failure }),
    });
  }, [client, store, jobId]);

  const { follow: announce } = useFollowedJobs();
  useEffect(() => (jobId ? announce(jobId) : undefined), [announce, jobId]);
  return progress;
}
