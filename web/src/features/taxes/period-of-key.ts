/**
 * The period that the key of a deadline names after its stroke, in words: "npd.payment/2026-03" is March 2026,
 * "usn.advance/2026-q1" the first quarter. Years are shown as they are, days of a patent not at all.
 */
export function periodOfKey(key: string, locale: string, quarter: (number: number, year: string) => string): string | null {
  const period = key.split("/")[1];
  if (!period || /^\d{4}-\d\d-\d\d$/.test(period)) return null;
  const [, year = "", quarterNumber] = /^(\d{4})-q([1-4])$/.exec(period) ?? [];
  if (quarterNumber) return quarter(Number(quarterNumber), year);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(period) || isTaxYear(key)) return period;
  return new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${period}-01T00:00:00Z`));
}

/** The key without its period: what is due, whichever year or month it is for. */
export function nameOfKey(key: string): string {
  return key.split("/")[0] ?? key;
}

/** British tax years ("2011-12") look like months until 2012; only their own kinds of deadline have them. */
function isTaxYear(key: string): boolean {
  return key.startsWith("self_assessment.") || key.startsWith("mtd.");
}
