import type { UploadPurpose } from "@/gql/graphql";

const STATEMENTS = ["csv", "tsv", "xlsx", "xlsm", "ofx", "qfx", "qif", "sta", "mt940", "940", "xml", "zip", "txt"];
const DOCUMENTS = ["pdf", "jpg", "jpeg", "png", "webp", "tif", "tiff", "gif", "bmp"];

/** A PDF may be either; banks call theirs so, and what is sent for the wrong purpose is refused with the reason. */
const STATEMENT_NAME = /statement|выписк|движени|kontoauszug|relev[eé]/i;

/** For the file dialog's `accept`. */
export const ACCEPTED = [...STATEMENTS, ...DOCUMENTS].map((extension) => `.${extension}`).join(",");

/** What a file is sent for, by its name; null when nothing here reads such a file. The API looks at the content. */
export function purposeOf(filename: string): UploadPurpose | null {
  const extension = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? "";
  if (extension === "pdf" && STATEMENT_NAME.test(filename)) return "STATEMENT";
  if (STATEMENTS.includes(extension)) return "STATEMENT";
  if (DOCUMENTS.includes(extension)) return "DOCUMENT";
  return null;
}
