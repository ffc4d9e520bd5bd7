"use client";

import { useState } from "react";
import { useMutation } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import type { OwnDeadline } from "./deadline-list";
import { MarkTaxDeadline } from "./deadline-operations";

/** Marks a deadline as met on a day, or with null takes the mark back. `mark` is true where it was taken. */
export function useMarkDeadline({ profile, year, key }: OwnDeadline) {
  const { refresh } = useRefreshSignal();
  const [{ fetching }, send] = useMutation(MarkTaxDeadline);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function mark(doneOn: string | null): Promise<boolean> {
    const { data, failure: refusal } = outcomeOf(await send({ input: { profileId: profile.id, year, key, doneOn } }));
    setFailure(refusal);
    if (data) refresh();
    return data !== null;
  }
  return { mark, failure, isBusy: fetching };
}
