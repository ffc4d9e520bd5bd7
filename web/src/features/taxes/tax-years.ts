export type TaxYearChoice = { label: string; day: string };

/** Rules are known from this year on. */
const FIRST = 2024;

/** The tax years before the one that `start` begins, newest first, each with a day of it. `since`: the profile's first day. */
export function yearsBefore(start: string, since: string): TaxYearChoice[] {
  const years: TaxYearChoice[] = [];
  const monthAndDay = start.slice(4);
  for (let year = Number(start.slice(0, 4)) - 1; year >= FIRST && `${year + 1}${monthAndDay}` > since; year -= 1) {
    const isCalendar = monthAndDay === "-01-01";
    years.push({ label: isCalendar ? String(year) : `${year}-${String((year + 1) % 100).padStart(2, "0")}`, day: `${year}-12-31` });
  }
  return years;
}
