import type { GrantFieldsFragment } from "@/gql/graphql";

/** Where a grant stands, for people: an active one may be over by its time before anybody ended it. */
export type Standing = "INVITED" | "ACTIVE" | "DECLINED" | "REVOKED" | "OVER" | "LAPSED";

const INVITATION_MS = 14 * 24 * 3600 * 1000;

/** `LAPSED`: nobody answered within the two weeks that an invitation is good for. */
export function standingOf(grant: GrantFieldsFragment, now: Date): Standing {
  const isPast = grant.expiresAt !== null && grant.expiresAt !== undefined && new Date(grant.expiresAt) <= now;
  if (grant.state === "ACTIVE" && isPast) return "OVER";
  if (grant.state !== "INVITED") return grant.state;
  const hasLapsed = now.getTime() - Date.parse(grant.createdAt) >= INVITATION_MS;
  return isPast || hasLapsed ? "LAPSED" : "INVITED";
}

/** True while it can be used or answered. */
export function isLive(standing: Standing): boolean {
  return standing === "INVITED" || standing === "ACTIVE";
}
