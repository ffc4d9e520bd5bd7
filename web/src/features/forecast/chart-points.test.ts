import { describe, expect, it } from "vitest";
import { chartPoints, firstShortfall, weeklyDays, type ForecastDay } from "./chart-points";

const rub = (amount: string) => ({ amount, currency: "RUB" });

function day(day: string, p10: string, p50: string, p90: string): ForecastDay {
  return { day, p10: rub(p10), p50: rub(p50), p90: rub(p90) };
}

const days = [
  day("2026-03-01", "-5.00", "100.50", "200.00"),
  day("2026-03-02", "-90.00", "-0.00", "150.00"),
  day("2026-03-03", "-120.00", "-0.01", "90.00"),
];

describe("chart points", () => {
  it("places the band and the likely line", () => {
    expect(chartPoints(days.slice(0, 1))).toEqual([{ day: "2026-03-01", likely: 100.5, band: [-5, 200] }]);
  });

  it("finds the first day that is likely below zero", () => {
    expect(firstShortfall(days)?.day).toBe("2026-03-03");
    expect(firstShortfall(days.slice(0, 2))).toBeNull();
  });

  it("takes a day a week and the last", () => {
    expect(weeklyDays([...Array(16).keys()])).toEqual([6, 13, 15]);
    expect(weeklyDays([])).toEqual([]);
  });
});
