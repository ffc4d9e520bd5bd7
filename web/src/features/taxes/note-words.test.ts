import { describe, expect, it } from "vitest";
import { noteWords } from "./note-words";

describe("noteWords", () => {
  it("finds the account, the day and the number in a gap's words", () => {
    expect(noteWords("books.starts_late", "My bank is known from 2026-03-01 only.")).toEqual({ account: "My bank", day: "2026-03-01" });
    expect(noteWords("books.ends_early", "Счёт «1» is known to 2026-11-02 only.")).toEqual({ account: "Счёт «1»", day: "2026-11-02" });
    expect(noteWords("books.empty", "Nothing is known of the account A. B.")).toEqual({ account: "A. B" });
    expect(noteWords("books.unsorted", "21 movements have no category: they are not counted.")).toEqual({ count: 21 });
  });

  it("needs nothing of a note that holds nothing", () => {
    expect(noteWords("npd.payers_unknown", "All income is counted as from individuals, at 4 %.")).toEqual({});
  });

  it("does not guess at words it does not know", () => {
    expect(noteWords("books.unsorted", "Some movements have no category.")).toBeNull();
  });
});
