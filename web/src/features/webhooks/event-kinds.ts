import type { WebhookEventKind } from "@/gql/graphql";

/** What can be subscribed to, in the order in which it is shown. */
export const KINDS = [
  "TRANSACTIONS_CREATED",
  "TRANSACTIONS_CHANGED",
  "TRANSACTIONS_REMOVED",
  "DOCUMENT_READ",
  "FORECAST_MADE",
  "LEAD_CHANGED",
  "CONSENT_GRANTED",
  "CONSENT_EXPIRING",
  "CONSENT_ENDED",
  "PARTNER_LEAD_SENT",
  "PARTNER_LEAD_WITHDRAWN",
] as const satisfies readonly WebhookEventKind[];

/** The `type` on the wire. */
export function typeOf(kind: WebhookEventKind): string {
  return kind === "TEST" ? "webhook.test" : kind.toLowerCase().replaceAll("_", ".");
}
