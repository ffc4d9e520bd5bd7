import { describe, expect, it } from "vitest";
import { byDay, byMonth, isLeft, isUnmarked, shiftOf, type OwnDeadline } from "./deadline-list";

const TODAY = "2026-11-21";
const due = (dueOn: string, key: string, kind: OwnDeadline["kind"] = "PAYMENT") => ({ dueOn, key, kind }) as OwnDeadline;

describe("deadlines", () => {
  it("come by day, filing before payment", () => {
    const sorted = byDay([due("2026-04-28", "b"), due("2026-03-30", "c"), due("2026-04-28", "d", "FILING"), due("2026-04-28", "a")]);
    expect(sorted.map(({ key }) => key)).toEqual(["c", "d", "a", "b"]);
  });

  it("stand in their months", () => {
    const months = byMonth([due("2026-03-30", "a"), due("2026-04-25", "b"), due("2026-04-28", "c")]);
    expect(months.map(({ month, deadlines }) => [month, deadlines.length])).toEqual([["2026-03", 1], ["2026-04", 2]]);
  });

  it("are left until they are met or over", () => {
    const all = [
      { dueOn: "2026-11-20", doneOn: null }, { dueOn: TODAY, doneOn: null }, { dueOn: "2026-12-01", doneOn: null },
      { dueOn: "2026-12-01", doneOn: TODAY }, { dueOn: "2026-11-20", doneOn: "2026-11-20" },
    ];
    expect(all.map((one) => isLeft(one, TODAY))).toEqual([false, true, true, false, false]);
    expect(all.map((one) => isUnmarked(one, TODAY))).toEqual([true, false, false, false, false]);
  });

  it("say when a day of rest moved them", () => {
    expect(shiftOf({ statedOn: "2026-03-28", dueOn: "2026-03-30" })).toBe("later");
    expect(shiftOf({ statedOn: "2027-01-31", dueOn: "2027-01-29" })).toBe("earlier");
    expect(shiftOf({ statedOn: TODAY, dueOn: TODAY })).toBeNull();
  });
});
