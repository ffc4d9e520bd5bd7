/**
 * A decimal as a person writes it ("1 200,50", "1,200.50"), as the API reads it ("1200.50"). Null for what is none, or is
 * below zero. `locale` tells what a lone comma before three digits means.
 */
export function decimalOf(written: string, locale: string): string | null {
  let text = written.replace(/[\s\u00a0\u202f]/g, "");
  const comma = text.lastIndexOf(",");
  const point = text.lastIndexOf(".");
  if (comma >= 0 && point >= 0) text = comma > point ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");
  else if (comma >= 0) {
    const isGrouped = locale.startsWith("en") && /^\d{1,3}(,\d{3})+$/.test(text);
    text = isGrouped ? text.replaceAll(",", "") : text.replace(",", ".");
  }
  return /^\d+(\.\d+)?$/.test(text) ? text : null;
}

/** The decimal with its point moved: two places to the right makes a share ("0.3") a per cent ("30"), exactly. */
export function shiftPoint(decimal: string, places: number): string {
  const [whole = "0", fraction = ""] = decimal.split(".");
  const digits = whole + fraction;
  const at = whole.length + places;
  const left = at > 0 ? digits.slice(0, at).padEnd(at, "0") : "0";
  const right = at > 0 ? digits.slice(at) : "0".repeat(-at) + digits;
  const shown = right.replace(/0+$/, "");
  return left.replace(/^0+(?=\d)/, "") + (shown ? `.${shown}` : "");
}
