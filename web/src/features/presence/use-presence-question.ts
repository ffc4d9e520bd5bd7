"use client";

import { useCallback, useEffect, useState } from "react";
import { useMutation } from "urql";
import type { ConfirmPresenceInput, FactorKind } from "@/gql/graphql";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { ConfirmPresence, StartPresence } from "./presence-operations";

type Question = { token: string; kinds: FactorKind[]; passkeyOptions?: unknown };

/** What the API asks to be sure of the person, and the way to answer. `onShown` when an answer was taken. */
export function usePresenceQuestion(onShown: () => void) {
  const [, start] = useMutation(StartPresence);
  const [, confirm] = useMutation(ConfirmPresence);
  const [question, setQuestion] = useState<Question | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const begin = useCallback(async () => {
    setQuestion(null);
    setFailure(null);
    const { data, failure } = outcomeOf(await start({}));
    setFailure(failure);
    setQuestion(data?.startPresence.challenge ?? null);
  }, [start]);

  useEffect(() => {
    const timer = setTimeout(() => void begin()); // once, though React runs effects twice in development
    return () => clearTimeout(timer);
  }, [begin]);

  /** Null where the answer was taken. */
  async function answer(input: ConfirmPresenceInput): Promise<Failure | null> {
    const { failure: refusal } = outcomeOf(await confirm({ input }));
    if (!refusal) onShown();
    // A factor was set up meanwhile, elsewhere: the question is another one now.
    else if (refusal.code === "STEP_UP_NEEDED") await begin();
    return refusal;
  }

  return { question, failure, begin, answer };
}
