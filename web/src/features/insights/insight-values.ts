import { formatDay } from "@/format/dates";
import { formatMoney } from "@/format/money";
import type { InsightFieldsFragment } from "@/gql/graphql";

const PERCENT = 100;
/** Signs tell which way money went; a sentence says that in words, except of a balance. */
const SIGNED = new Set(["BALANCE_BELOW_ZERO"]);

/** What the sentence of an insight is filled with; `hasAmount` chooses between one with a sum and one without. */
export function insightValues(insight: InsightFieldsFragment, locale: string) {
  const { kind, label, day, amount, usualAmount, chance } = insight;
  const money = (sum: typeof amount) => {
    if (!sum) return "";
    return formatMoney(SIGNED.has(kind) ? sum : { ...sum, amount: sum.amount.replace(/^-/, "") }, locale);
  };
  return {
    label,
    day: formatDay(day, locale, "long"),
    hasAmount: amount ? "yes" : "no",
    amount: money(amount),
    usual: money(usualAmount),
    percent: typeof chance === "number" ? String(Math.round(chance * PERCENT)) : "",
  };
}
