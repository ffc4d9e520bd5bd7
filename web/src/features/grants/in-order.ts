import type { GrantFieldsFragment } from "@/gql/graphql";
import { isLive, standingOf } from "./standing-of";

/** The live ones first; otherwise as they came, which is the newest first. */
export function inOrder(grants: readonly GrantFieldsFragment[], now: Date): GrantFieldsFragment[] {
  const place = (grant: GrantFieldsFragment) => (isLive(standingOf(grant, now)) ? 0 : 1);
  return [...grants].sort((left, right) => place(left) - place(right));
}
