import { describe, expect, it } from "vitest";
import { invitationOf, type InvitationForm } from "./invitation-of";

const empty: InvitationForm = {
  email: " books@example.com ",
  kind: "ACCOUNTANT",
  isAll: true,
  accountIds: ["ticked-before"],
  periodFrom: "",
  periodTo: "",
  lastDay: "",
};

describe("an invitation to the books", () => {
  it("has no bound where none was given", () => {
    expect(invitationOf(empty)).toEqual({
      email: "books@example.com",
      kind: "ACCOUNTANT",
      accountIds: null,
      periodFrom: null,
      periodTo: null,
      expiresAt: null,
    });
  });

  it("covers the chosen accounts alone, even none: the API refuses that", () => {
    expect(invitationOf({ ...empty, isAll: false, accountIds: ["a", "b"] }).accountIds).toEqual(["a", "b"]);
    expect(invitationOf({ ...empty, isAll: false, accountIds: [] }).accountIds).toEqual([]);
  });

  it("reads only, unless an accountant is meant", () => {
    expect(invitationOf({ ...empty, kind: "READ_ONLY" }).kind).toBe("READ_ONLY");
    expect(invitationOf({ ...empty, kind: "INSPECTION" }).kind).toBe("READ_ONLY");
  });

  it("ends with its last day, also over the end of a month", () => {
    const { periodFrom, periodTo, expiresAt } = invitationOf({
      ...empty,
      periodFrom: "2026-01-01",
      periodTo: "2026-12-31",
      lastDay: "2026-03-31",
    });
    expect([periodFrom, periodTo]).toEqual(["2026-01-01", "2026-12-31"]);
    expect(expiresAt).toBe(new Date(2026, 3, 1).toISOString());
  });
});
