import { useLocale, useTranslations } from "next-intl";
import type { TransactionFieldsFragment } from "@/gql/graphql";

/** Who chose the category, and how sure the model was when it was the model. */
export function DecisionNote({ transaction }: { transaction: TransactionFieldsFragment }) {
  const t = useTranslations("transactions");
  const locale = useLocale();
  if (!transaction.category) return null;
  const by = t(`decidedBy.${transaction.decidedBy}`);
  if (transaction.decidedBy !== "MODEL" || typeof transaction.confidence !== "number") return by;
  const sureness = new Intl.NumberFormat(locale, { style: "percent" }).format(transaction.confidence);
  return `${by}, ${sureness}`;
}
