"use client";

import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { usePresence } from "@/features/presence/presence-context";
import { useSessionStore } from "@/features/session/session-context";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { beginVisit } from "./begin-visit";
import { OutsideAccounts, UnlinkExternalIdentity } from "./external-operations";

/** The person's accounts elsewhere, the providers there are, and what adds or takes one away. */
export function useOutsideAccounts() {
  const store = useSessionStore();
  const run = usePresence();
  const [{ data }, reload] = useQuery({ query: OutsideAccounts, requestPolicy: "cache-and-network" });
  const [, remove] = useMutation(UnlinkExternalIdentity);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function link(provider: string): Promise<void> {
    setIsBusy(true);
    const { data: begun, failure: refusal } = await run(async () => {
      await store.stayFresh(); // this server asks the API with the access cookie
      return beginVisit(provider, "link");
    });
    setFailure(refusal);
    if (begun) window.location.assign(begun.redirectTo); // stays busy: the page is on its way out
    else setIsBusy(false);
  }

  async function unlink(id: string): Promise<void> {
    setIsBusy(true);
    const outcome = await run(async () => outcomeOf(await remove({ input: { id } })));
    setFailure(outcome.failure);
    setIsBusy(false);
    reload({ requestPolicy: "network-only" });
  }

  return {
    providers: data?.signInProviders ?? [],
    identities: data?.externalIdentities ?? [],
    failure,
    isBusy,
    link,
    unlink,
  };
}
