const COUNTS = new Set(["weeks", "known"]);

/**
 * A number of a rule as people write it. The rules tell numbers only: what lies above zero and at most at one is a rate or
 * a share, a few are counts, and all else is money of the estimate.
 */
export function figureValue(value: string, currency: string, locale: string, name = ""): string {
  const number = Number(value);
  const exact = value as Intl.StringNumericLiteral; // the string itself is read, so no digit is lost
  if (COUNTS.has(name)) return new Intl.NumberFormat(locale).format(exact);
  if (number > 0 && number <= 1) return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(exact);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    trailingZeroDisplay: "stripIfInteger",
  }).format(exact);
}

/** How much of a limit is used, in whole per cent; 100 only where all of it is. For a bar, and for its words. */
export function percentUsed(used: string, limit: string): number {
  const share = Number(limit) > 0 ? Number(used) / Number(limit) : 0;
  return Math.max(0, Math.floor(share * 100));
}
