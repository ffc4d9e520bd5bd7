import { describe, expect, it } from "vitest";
import { dayWithin, inOrder, standingOf } from "./profile-standing";

const TODAY = "2026-11-21";
const over = { startsOn: "2024-01-01", endsOn: "2025-12-31" };
const running = { startsOn: "2026-01-01", endsOn: null };
const lastDay = { startsOn: "2025-06-01", endsOn: TODAY };
const ahead = { startsOn: "2027-01-01", endsOn: null };

describe("a tax profile", () => {
  it("runs from its first day to its last, both included", () => {
    expect([over, running, lastDay, ahead].map((one) => standingOf(one, TODAY))).toEqual(["over", "running", "running", "ahead"]);
    expect(standingOf({ startsOn: TODAY, endsOn: null }, TODAY)).toBe("running");
  });

  it("is looked at on a day of its own", () => {
    expect([over, running, ahead].map((one) => dayWithin(one, TODAY))).toEqual(["2025-12-31", null, "2027-01-01"]);
  });

  it("comes first while it runs", () => {
    expect(inOrder([over, ahead, lastDay, running], TODAY)).toEqual([running, lastDay, ahead, over]);
  });
});
