import type { JobState } from "@/gql/graphql";
import type { Failure } from "@/graphql/failure";

/** A report on a job, from the socket or from a poll. */
export type JobReport = {
  id: string;
  state: JobState;
  progress: number;
  progressNote?: string | null;
  errorCode?: string | null;
  errorMessage?: string | null;
};

export type JobProgress = { state: JobState; percent: number; note: string | null; failure: Failure | null };

export const JOB_WAITING: JobProgress = { state: "QUEUED", percent: 0, note: null, failure: null };

const OVER: readonly JobState[] = ["DONE", "DEAD", "CANCELLED"];

export function isOver(state: JobState): boolean {
  return OVER.includes(state);
}

/**
 * What a person sees after one more report. Reports come by two ways and may overtake each other, so the bar never goes
 * back and a job that is over stays over.
 */
export function withReport(seen: JobProgress, report: JobReport): JobProgress {
  if (isOver(seen.state)) return seen;
  const percent = report.state === "DONE" ? 100 : Math.max(seen.percent, clamp(report.progress));
  const isOvertaken = !isOver(report.state) && clamp(report.progress) < seen.percent;
  return {
    state: isOvertaken ? seen.state : report.state,
    percent,
    note: isOvertaken ? seen.note : (report.progressNote ?? null),
    failure: failureIn(report),
  };
}

function failureIn(report: JobReport): Failure | null {
  if (report.state === "CANCELLED") return { code: "CANCELLED", message: "The job was cancelled." };
  if (report.state !== "DEAD") return null;
  return { code: report.errorCode ?? "INTERNAL", message: report.errorMessage ?? "The job failed." };
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, Math.round(percent)));
}
