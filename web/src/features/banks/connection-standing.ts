import type { BankConnectionFieldsFragment } from "@/gql/graphql";

const NEAR_MS = 7 * 24 * 3600 * 1000;

export type Standing = "waiting" | "renew" | "lapsed" | "stale" | "good";

/** What matters most about a connection that is not ended. `now` is in milliseconds. */
export function standingOf(connection: Pick<BankConnectionFieldsFragment, "status" | "consentExpiresAt" | "isStale">, now: number): Standing {
  if (connection.status === "WAITING") return "waiting";
  if (connection.status === "NEEDS_CONSENT") return "lapsed";
  const ends = connection.consentExpiresAt ? Date.parse(connection.consentExpiresAt) : Number.POSITIVE_INFINITY;
  if (ends <= now) return "lapsed";
  if (ends - now <= NEAR_MS) return "renew";
  return connection.isStale ? "stale" : "good";
}
