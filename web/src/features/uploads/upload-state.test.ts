import { describe, expect, it } from "vitest";
import { purposeOf } from "./upload-purpose";
import { reduceUploads, type Upload } from "./upload-state";

const march: Upload = { key: "a", filename: "march.csv", purpose: "STATEMENT", phase: { name: "preparing" } };
const receipt: Upload = { key: "b", filename: "receipt.png", purpose: "DOCUMENT", phase: { name: "preparing" } };

describe("reduceUploads", () => {
  it("puts the newest file first and moves only the one that is named", () => {
    const both = reduceUploads(reduceUploads([], { type: "added", upload: march }), { type: "added", upload: receipt });
    const moved = reduceUploads(both, { type: "moved", key: "a", phase: { name: "sending", percent: 40 } });
    expect(moved).toEqual([receipt, { ...march, phase: { name: "sending", percent: 40 } }]);
  });

  it("keeps the reason of a failure", () => {
    const failed = { name: "failed", failure: { code: "UPLOAD_EMPTY", message: "The file is empty." } } as const;
    const uploads = reduceUploads([march], { type: "moved", key: "a", phase: failed });
    expect(reduceUploads(uploads, { type: "moved", key: "a", phase: { name: "confirming" } })).toEqual(uploads);
  });

  it("forgets a dismissed file, late news included", () => {
    const uploads = reduceUploads([march, receipt], { type: "dismissed", key: "a" });
    expect(reduceUploads(uploads, { type: "moved", key: "a", phase: { name: "confirming" } })).toEqual([receipt]);
  });
});

describe("purposeOf", () => {
  it("tells statements from documents by the extension", () => {
    expect(["Выписка.CSV", "kl_to_1c.txt", "bank.ofx"].map(purposeOf)).toEqual(["STATEMENT", "STATEMENT", "STATEMENT"]);
    expect(["Книга.XLSX", "camt053.zip", "Выписка по счёту.pdf"].map(purposeOf)).toEqual(Array(3).fill("STATEMENT"));
    expect(["чек.JPG", "invoice.pdf"].map(purposeOf)).toEqual(["DOCUMENT", "DOCUMENT"]);
  });

  it("knows no purpose for what can't be read", () => {
    expect(["letter.docx", "archive.tar.gz", "noextension", ".csv.exe"].map(purposeOf)).toEqual([null, null, null, null]);
  });
});
