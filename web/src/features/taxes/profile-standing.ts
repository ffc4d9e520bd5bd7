import type { TaxProfileFieldsFragment } from "@/gql/graphql";

type Days = Pick<TaxProfileFieldsFragment, "startsOn" | "endsOn">;

/** Where a profile stands on a day. */
export function standingOf({ startsOn, endsOn }: Days, today: string): "running" | "over" | "ahead" {
  if (startsOn > today) return "ahead";
  return endsOn && endsOn < today ? "over" : "running";
}

/** A day of the profile's own that is nearest to today: null, which is today itself, while it runs. */
export function dayWithin(profile: Days, today: string): string | null {
  const standing = standingOf(profile, today);
  if (standing === "running") return null;
  return standing === "over" ? (profile.endsOn ?? null) : profile.startsOn;
}

/** Those that run first, each sort with the newest first. */
export function inOrder<T extends Days>(profiles: readonly T[], today: string): T[] {
  const rank = { running: 0, ahead: 1, over: 2 };
  return [...profiles].sort(
    (one, other) =>
      rank[standingOf(one, today)] - rank[standingOf(other, today)] || other.startsOn.localeCompare(one.startsOn),
  );
}
