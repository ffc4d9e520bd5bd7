import type { UploadPurpose } from "@/gql/graphql";

const STATEMENTS = ["csv", "tsv", "ofx", "qfx", "txt"];
const DOCUMENTS = ["pdf", "jpg", "jpeg", "png", "webp", "tif", "tiff", "gif", "bmp"];

/** For the file dialog's `accept`. */
export const ACCEPTED = [...STATEMENTS, ...DOCUMENTS].map((extension) => `.${extension}`).join(",");

/** What a file is sent for, by its name; null when nothing here reads such a file. The API looks at the content. */
export function purposeOf(filename: string): UploadPurpose | null {
  const extension = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? "";
  if (STATEMENTS.includes(extension)) return "STATEMENT";
  if (DOCUMENTS.includes(extension)) return "DOCUMENT";
  return null;
}
