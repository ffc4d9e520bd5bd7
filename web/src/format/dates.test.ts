import { describe, expect, it } from "vitest";
import { daysBetween, formatMonth, formatWeekday, localDay } from "./dates";

describe("calendar dates", () => {
  it("count days over months, years and changes of the clock", () => {
    expect(daysBetween("2026-11-21", "2026-11-21")).toBe(0);
    expect(daysBetween("2026-12-28", "2027-01-02")).toBe(5);
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(daysBetween("2026-03-30", "2026-03-28")).toBe(-2);
  });

  it("are said with their weekday or month, and shift by no time zone", () => {
    expect(formatWeekday("2026-03-30", "en")).toBe("Mon, Mar 30, 2026");
    expect(formatMonth("2026-03", "ru")).toBe("март 2026 г.");
  });

  it("are those of where the person is", () => {
    expect(localDay(new Date(2026, 2, 5, 23, 59))).toBe("2026-03-05");
  });
});
