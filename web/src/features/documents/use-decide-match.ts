"use client";

import { useState } from "react";
import { useMutation } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import { failureOf, type Failure } from "@/graphql/failure";
import { DecideDocumentMatch } from "./document-operations";

/** Says whether a document is of a payment; the rest is thought over by the API and shown anew. */
export function useDecideMatch(matchId: string) {
  const { refresh } = useRefreshSignal();
  const [, run] = useMutation(DecideDocumentMatch);
  const [answer, setAnswer] = useState<{ isSaving: boolean; failure: Failure | null }>({ isSaving: false, failure: null });

  async function decide(belongs: boolean): Promise<void> {
    setAnswer({ isSaving: true, failure: null });
    const { data, error } = await run({ input: { id: matchId, belongs } });
    const failure = error ? failureOf(error) : (data?.decideDocumentMatch.errors[0] ?? null);
    setAnswer({ isSaving: false, failure });
    if (!failure) refresh();
  }
  return { ...answer, decide };
}
