import { describe, expect, it } from "vitest";
import { nextPage, signInFirst } from "./next-page";

describe("the page after a sign-in", () => {
  it("is the one that was asked for before", () => {
    const search = new URL(signInFirst("/books/R3JhbnQ%3D"), "http://localhost").search;
    expect(nextPage(search)).toBe("/books/R3JhbnQ%3D");
    expect(signInFirst("/dashboard")).toBe("/");
  });

  it.each(["", "?next=", "?next=https://evil.example", "?next=//evil.example", "?next=/%5Cevil.example", "?next=/%2Fevil.example", "?next=javascript:alert(1)"])(
    "is never another site's: %s",
    (search) => expect(nextPage(search)).toBe("/dashboard"),
  );
});
