"use client";

import { useState } from "react";
import { useMutation } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { SetBusinessShare } from "./estimate-operations";

/** Sets how much of a category is of the business, in percent; the estimate is asked for anew. True where it was taken. */
export function useBusinessShare() {
  const { refresh } = useRefreshSignal();
  const [{ fetching }, send] = useMutation(SetBusinessShare);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function setShare(categoryId: string, percent: number): Promise<boolean> {
    const share = (percent / 100).toFixed(3);
    const { data, failure: refusal } = outcomeOf(await send({ input: { categoryId, share } }));
    setFailure(refusal);
    if (data) refresh();
    return data !== null;
  }
  return { setShare, failure, isBusy: fetching };
}
