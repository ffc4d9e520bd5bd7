import { describe, expect, it } from "vitest";
import { yearsBefore } from "./tax-years";

describe("yearsBefore", () => {
  it("goes back to the profile's first day, and no further than rules are known", () => {
    expect(yearsBefore("2026-01-01", "2025-07-01")).toEqual([{ label: "2025", day: "2025-12-31" }]);
    expect(yearsBefore("2026-01-01", "2012-01-01").map(({ label }) => label)).toEqual(["2025", "2024"]);
    expect(yearsBefore("2026-01-01", "2026-03-01")).toEqual([]);
  });

  it("names years that are not the calendar's by both", () => {
    expect(yearsBefore("2026-04-06", "2025-04-05")).toEqual([
      { label: "2025-26", day: "2025-12-31" },
      { label: "2024-25", day: "2024-12-31" },
    ]);
    expect(yearsBefore("2026-04-06", "2025-04-06").map(({ label }) => label)).toEqual(["2025-26"]);
  });
});
