import type { InsightAction } from "@/gql/graphql";

const PLACES: Record<InsightAction, string> = {
  OPEN_TRANSACTION: "/dashboard#transactions",
  DECIDE_DUPLICATE: "/dashboard#transactions",
  OPEN_FORECAST: "/dashboard#forecast",
  ADD_RECEIPT: "/dashboard#upload",
  OPEN_TAXES: "/taxes",
  RENEW_CONSENT: "/banks",
};

/** Where the one thing to do about an insight is done. */
export function placeOfAction(action: InsightAction): string {
  return PLACES[action];
}
