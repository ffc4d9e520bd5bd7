import type { TaxDeadlineFieldsFragment, TaxProfileFieldsFragment } from "@/gql/graphql";

export type OwnDeadline = TaxDeadlineFieldsFragment & { profile: TaxProfileFieldsFragment; year: number };

/** All deadlines in one order: by day, what is filed before what is paid. */
export function byDay(deadlines: readonly OwnDeadline[]): OwnDeadline[] {
  return [...deadlines].sort(
    (one, other) => one.dueOn.localeCompare(other.dueOn) || one.kind.localeCompare(other.kind) || one.key.localeCompare(other.key),
  );
}

/** Deadlines in their months ("2026-03"), in the order they come in. */
export function byMonth<T extends { dueOn: string }>(deadlines: readonly T[]): { month: string; deadlines: T[] }[] {
  const months = new Map<string, T[]>();
  for (const deadline of deadlines) {
    const month = deadline.dueOn.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), deadline]);
  }
  return [...months].map(([month, all]) => ({ month, deadlines: all }));
}

type Marked = Pick<OwnDeadline, "dueOn" | "doneOn"> & { paidBy?: OwnDeadline["paidBy"] };

/** To come, today included, neither done nor found to be paid. */
export function isLeft({ dueOn, doneOn, paidBy }: Marked, today: string): boolean {
  return !doneOn && !paidBy && dueOn >= today;
}

/** Its day is over, nobody said that it was met, and no payment of it was found. */
export function isUnmarked({ dueOn, doneOn, paidBy }: Marked, today: string): boolean {
  return !doneOn && !paidBy && dueOn < today;
}

/** Why a deadline is not on the day that the law names; null where it is. */
export function shiftOf({ statedOn, dueOn }: { statedOn: string; dueOn: string }): "later" | "earlier" | null {
  if (statedOn === dueOn) return null;
  return dueOn > statedOn ? "later" : "earlier";
}
