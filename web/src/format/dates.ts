/** A calendar date of the API ("2026-03-01") has no time zone; it is read and written as UTC so that no day shifts. */
export function formatDay(day: string, locale: string, style: "short" | "long" = "short"): string {
  const year = new Date().getUTCFullYear() === Number(day.slice(0, 4)) && style === "short" ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: style === "short" ? "short" : "long",
    year,
    timeZone: "UTC",
  }).format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
}

/** "12 Mar": for the axis of a chart. */
export function formatAxisDay(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** "Mon, 30 Mar 2026": where the day of the week is what matters. */
export function formatWeekday(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** "March 2026", of a month as "2026-03". */
export function formatMonth(month: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`));
}

/** The calendar date where the person is, as the API writes it. */
export function localDay(now: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** How many days from one calendar date to another; below zero where it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
