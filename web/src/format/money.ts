/** An amount as the API gives it: a decimal string, never a number, and an ISO 4217 code. */
export type Amount = { amount: string; currency: string };

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** "−1 234,50 €" or "-€1,234.50": as the locale writes money. Intl reads the string itself, so no digit is lost. */
export function formatMoney(money: Amount, locale: string, options: { signed?: boolean } = {}): string {
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: money.currency,
    currencyDisplay: "narrowSymbol",
    signDisplay: options.signed ? "exceptZero" : "auto",
  }).format(checked(money.amount));
}

/** A short form for the axis of a chart. `value` is a position on a drawing, not an amount that is kept. */
export function formatAxisAmount(value: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    notation: "compact",
    maximumFractionDigits: 1,
  }).format(value);
}

/** The exact sum of each currency, in the order in which the currencies first appear. */
export function sumByCurrency(amounts: readonly Amount[]): Amount[] {
  const sums = new Map<string, string>();
  for (const { amount, currency } of amounts) {
    sums.set(currency, addDecimals(sums.get(currency) ?? "0", amount));
  }
  return [...sums].map(([currency, amount]) => ({ amount, currency }));
}

/** The exact sum of two decimal strings, with the longer fraction of the two. */
export function addDecimals(left: string, right: string): string {
  const scale = Math.max(fractionOf(left).length, fractionOf(right).length);
  return fromUnits(toUnits(left, scale) + toUnits(right, scale), scale);
}

export function isNegative(amount: string): boolean {
  return amount.startsWith("-") && /[1-9]/.test(amount);
}

function toUnits(amount: string, scale: number): bigint {
  const [whole = "0", fraction = ""] = checked(amount).replace("-", "").split(".");
  const units = BigInt(whole + fraction.padEnd(scale, "0"));
  return amount.startsWith("-") ? -units : units;
}

function fromUnits(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const sign = units < 0n ? "-" : "";
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function fractionOf(amount: string): string {
  return checked(amount).split(".")[1] ?? "";
}

function checked(amount: string): Intl.StringNumericLiteral {
  if (!DECIMAL.test(amount)) throw new RangeError(`not a decimal amount: ${JSON.stringify(amount)}`);
  return amount as Intl.StringNumericLiteral;
}
