import { failureOf, type Failure } from "./failure";

/** What became of a mutation: its data, or why it was refused. */
export type Outcome<T> = { data: T | null; failure: Failure | null };

type Answer<T> = { data?: T | undefined; error?: Parameters<typeof failureOf>[0] | undefined };

/** The outcome of an operation with one root field, whose refusals are part of its payload. */
export function outcomeOf<T extends object>(answer: Answer<T>): Outcome<T> {
  const failure = answer.error ? failureOf(answer.error) : firstRefusal(answer.data);
  return { data: failure ? null : (answer.data ?? null), failure };
}

/** The first refusal of an operation with one root field, or null. */
export function firstRefusal(data: object | undefined): Failure | null {
  const payload: unknown = Object.values(data ?? {}).find((value) => typeof value === "object" && value !== null);
  return (payload as { errors?: readonly Failure[] } | undefined)?.errors?.[0] ?? null;
}
