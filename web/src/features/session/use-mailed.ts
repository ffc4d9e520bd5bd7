"use client";

import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";

type Asked = { input: { email: string } };

/** Ask for a mail by one of the operations that answer alike whether or not somebody has the address. */
export function useMailed(operation: TypedDocumentNode<Record<string, unknown>, Asked>) {
  const [{ fetching }, ask] = useMutation(operation);
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function mail(email: string): Promise<void> {
    if (fetching) return;
    const outcome = outcomeOf(await ask({ input: { email } }));
    setFailure(outcome.failure);
    setMailedTo(outcome.failure ? null : email);
  }
  return { mail, isBusy: fetching, mailedTo, failure };
}
