import type { Amount } from "@/format/money";

export type ForecastDay = { day: string; p10: Amount; p50: Amount; p90: Amount };

/** A day as the chart draws it. These are positions in a picture; amounts that are read stay the API's strings. */
export type ChartPoint = { day: string; likely: number; band: [number, number] };

export function chartPoints(days: readonly ForecastDay[]): ChartPoint[] {
  return days.map(({ day, p10, p50, p90 }) => ({
    day,
    likely: Number(p50.amount),
    band: [Number(p10.amount), Number(p90.amount)],
  }));
}

/** The first day on which even the likely balance is below zero. */
export function firstShortfall<Day extends ForecastDay>(days: readonly Day[]): Day | null {
  return days.find((each) => each.p50.amount.startsWith("-") && /[1-9]/.test(each.p50.amount)) ?? null;
}

/** One day a week and the last one: the table beside the chart is read, not scanned. */
export function weeklyDays<Day>(days: readonly Day[]): Day[] {
  return days.filter((_, index) => index % 7 === 6 || index === days.length - 1);
}
