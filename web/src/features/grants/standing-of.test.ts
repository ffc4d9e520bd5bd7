import { describe, expect, it } from "vitest";
import type { GrantFieldsFragment } from "@/gql/graphql";
import { isLive, standingOf } from "./standing-of";

const now = new Date("2026-03-20T12:00:00Z");
const grant = { state: "INVITED", createdAt: "2026-03-10T12:00:00Z", expiresAt: null } as GrantFieldsFragment;

describe("where a grant stands", () => {
  it("is what the API says of it", () => {
    expect(standingOf(grant, now)).toBe("INVITED");
    for (const state of ["ACTIVE", "DECLINED", "REVOKED"] as const) expect(standingOf({ ...grant, state }, now)).toBe(state);
  });

  it("is over when its time is", () => {
    const expiresAt = "2026-03-20T12:00:00Z";
    expect(standingOf({ ...grant, state: "ACTIVE", expiresAt }, now)).toBe("OVER");
    expect(standingOf({ ...grant, state: "REVOKED", expiresAt }, now)).toBe("REVOKED");
    expect(standingOf({ ...grant, expiresAt }, now)).toBe("LAPSED");
  });

  it("lapses two weeks after an invitation that nobody answered", () => {
    expect(standingOf({ ...grant, createdAt: "2026-03-06T12:00:00Z" }, now)).toBe("LAPSED");
    expect(standingOf({ ...grant, createdAt: "2026-03-06T12:00:01Z" }, now)).toBe("INVITED");
  });

  it("is live while it can be used or answered", () => {
    expect((["INVITED", "ACTIVE", "DECLINED", "REVOKED", "OVER", "LAPSED"] as const).map(isLive)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
