import { describe, expect, it } from "vitest";
import { changesOf } from "./changes-of";

describe("changesOf", () => {
  it("pairs what was with what is, a dash for nothing", () => {
    const details = { before: { note: null, bookedOn: "2026-01-01" }, after: { note: "lunch", bookedOn: "2026-01-02" } };
    expect(changesOf(details)).toEqual([
      { name: "note", before: "–", after: "lunch" },
      { name: "bookedOn", before: "2026-01-01", after: "2026-01-02" },
    ]);
  });

  it("shows what is no text as JSON", () => {
    expect(changesOf({ before: { tags: [] }, after: { tags: ["a"] } })).toEqual([{ name: "tags", before: "[]", after: '["a"]' }]);
  });

  it("finds nothing in what tells of no change", () => {
    for (const details of [null, "x", [], {}, { before: { note: "a" } }, { before: 1, after: 2 }]) {
      expect(changesOf(details)).toEqual([]);
    }
  });
});
