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
