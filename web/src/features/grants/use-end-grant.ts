"use client";

import { useState } from "react";
import { useMutation } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import { usePresence } from "@/features/presence/presence-context";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { RevokeGrant } from "./grant-operations";

/** Ends a grant, from either side. */
export function useEndGrant() {
  const { refresh } = useRefreshSignal();
  const run = usePresence();
  const [, revoke] = useMutation(RevokeGrant);
  const [endingId, setEndingId] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function end(grantId: string): Promise<void> {
    setEndingId(grantId);
    const outcome = await run(async () => outcomeOf(await revoke({ input: { grantId } })));
    setFailure(outcome.failure);
    setEndingId(null);
    refresh();
  }
  return { end, endingId, failure };
}
