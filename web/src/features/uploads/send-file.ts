import type { Client } from "@urql/core";
import type { UploadPurpose } from "@/gql/graphql";
import { failureOf, type Failure } from "@/graphql/failure";
import { CompleteUpload, CreateUpload } from "./upload-operations";
import { putFile } from "./put-file";
import type { UploadPhase } from "./upload-state";

/** Bring one file to the API: ask for an address, send it there, confirm. Each step is told to `move`; it never raises. */
export async function sendFile(
  client: Client,
  file: File,
  purpose: UploadPurpose,
  move: (phase: UploadPhase) => void,
): Promise<void> {
  const contentType = file.type || "application/octet-stream";
  const input = { purpose, filename: file.name, contentType, size: file.size };
  const created = await client.mutation(CreateUpload, { input }).toPromise();
  const upload = created.data?.createUpload.upload;
  if (!upload) return move(failed(created.error, created.data?.createUpload.errors));

  const refusal = await putFile(upload, file, (percent) => move({ name: "sending", percent }));
  if (refusal) return move({ name: "failed", failure: refusal });

  move({ name: "confirming" });
  const completed = await client.mutation(CompleteUpload, { input: { uploadId: upload.id } }).toPromise();
  const payload = completed.data?.completeUpload;
  if (!payload?.job) return move(failed(completed.error, payload?.errors));
  const subjectId = payload.statementImport?.id ?? payload.document?.id ?? null;
  move({ name: "working", jobId: payload.job.id, subjectId });
}

function failed(error: Parameters<typeof failureOf>[0] | undefined, errors: Failure[] | undefined): UploadPhase {
  const failure = errors?.[0] ?? (error ? failureOf(error) : { code: "INTERNAL", message: "The upload failed." });
  return { name: "failed", failure };
}
