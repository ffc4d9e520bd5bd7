import type { JobProgress } from "@/features/jobs/job-progress";
import type { Failure } from "@/graphql/failure";
import type { UploadPhase } from "./upload-state";

export type UploadView = {
  status: "moving" | "done" | "failed";
  step: "preparing" | "sending" | "confirming" | "queued" | "working";
  percent: number;
  note: string | null;
  failure: Failure | null;
};

/** Sending is the first part of the bar, the job the rest: it fills once, from left to right. */
const SENDING_SHARE = 0.2;

/** What to show of a file, given how far it and its job have come. */
export function describeUpload(phase: UploadPhase, job: JobProgress): UploadView {
  const moving = { status: "moving", note: null, failure: null } as const;
  switch (phase.name) {
    case "preparing":
      return { ...moving, step: "preparing", percent: 0 };
    case "sending":
      return { ...moving, step: "sending", percent: Math.round(phase.percent * SENDING_SHARE) };
    case "confirming":
      return { ...moving, step: "confirming", percent: 100 * SENDING_SHARE };
    case "failed":
      return { status: "failed", step: "sending", percent: 0, note: null, failure: phase.failure };
    case "working":
      return describeJob(job);
  }
}

function describeJob(job: JobProgress): UploadView {
  const percent = Math.round(100 * SENDING_SHARE + job.percent * (1 - SENDING_SHARE));
  const step = job.state === "QUEUED" ? "queued" : "working";
  if (job.state === "DONE") return { status: "done", step, percent: 100, note: null, failure: null };
  return { status: job.failure ? "failed" : "moving", step, percent, note: job.note, failure: job.failure };
}
