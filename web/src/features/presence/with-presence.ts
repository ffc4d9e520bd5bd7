import type { Outcome } from "@/graphql/outcome";

/** `hasLeft`: the person was asked to show that it is they, and closed the question. Nothing was done then. */
export type PresentOutcome<T> = Outcome<T> & { hasLeft: boolean };

/**
 * Do something that may need the person's presence: where the API says so, `ask` for it and do the same once more.
 * Once: what is refused again after a proof is an answer, not a reason to ask for ever.
 */
export async function withPresence<T>(
  act: () => Promise<Outcome<T>>,
  ask: () => Promise<boolean>,
): Promise<PresentOutcome<T>> {
  const first = await act();
  if (first.failure?.code !== "STEP_UP_NEEDED") return { ...first, hasLeft: false };
  if (!(await ask())) return { data: null, failure: null, hasLeft: true };
  return { ...(await act()), hasLeft: false };
}
