import { describe, expect, it } from "vitest";
import { readProgressNote } from "./progress-note";

describe("readProgressNote", () => {
  it("knows the notes of the jobs, with their counts", () => {
    expect(readProgressNote("fetching")).toEqual({ key: "fetching", count: 0 });
    expect(readProgressNote("storing 2000 lines")).toEqual({ key: "storing", count: 2000 });
  });

  it("keeps what it does not know", () => {
    expect(readProgressNote("storing many lines")).toEqual({ key: "other", text: "storing many lines" });
  });
});
