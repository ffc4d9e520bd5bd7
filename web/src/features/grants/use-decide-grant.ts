"use client";

import { useState } from "react";
import { useMutation } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import { usePresence } from "@/features/presence/presence-context";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { DecideGrant } from "./grant-operations";

/** Accepts or declines an invitation. */
export function useDecideGrant() {
  const { refresh } = useRefreshSignal();
  const run = usePresence();
  const [, send] = useMutation(DecideGrant);
  const [decidingId, setDecidingId] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function decide(grantId: string, accepts: boolean): Promise<void> {
    setDecidingId(grantId);
    const outcome = await run(async () => outcomeOf(await send({ input: { grantId, accepts } })));
    setFailure(outcome.failure);
    setDecidingId(null);
    refresh();
  }
  return { decide, decidingId, failure };
}
