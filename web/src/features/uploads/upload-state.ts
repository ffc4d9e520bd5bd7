import type { UploadPurpose } from "@/gql/graphql";
import type { Failure } from "@/graphql/failure";

/** The way of one file: asked for an address, sent, confirmed, then a job works on it. */
export type Upload = { key: string; filename: string; purpose: UploadPurpose | null; phase: UploadPhase };

export type UploadPhase =
  | { name: "preparing" }
  | { name: "sending"; percent: number }
  | { name: "confirming" }
  | { name: "working"; jobId: string; subjectId: string | null }
  | { name: "failed"; failure: Failure };

export type UploadEvent =
  | { type: "added"; upload: Upload }
  | { type: "moved"; key: string; phase: UploadPhase }
  | { type: "dismissed"; key: string };

/** The list after an event; newest first. News of a file that was dismissed or has failed changes nothing. */
export function reduceUploads(uploads: Upload[], event: UploadEvent): Upload[] {
  if (event.type === "added") return [event.upload, ...uploads];
  if (event.type === "dismissed") return uploads.filter((each) => each.key !== event.key);
  return uploads.map((each) =>
    each.key === event.key && each.phase.name !== "failed" ? { ...each, phase: event.phase } : each,
  );
}
