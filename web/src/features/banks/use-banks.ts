"use client";

import { useCallback, useEffect, useState } from "react";
import { useMutation } from "urql";
import { useLiveQuery, useRefreshSignal } from "@/features/jobs/refresh-signal";
import type { BankConnectionFieldsFragment } from "@/gql/graphql";
import { failureOf, type Failure } from "@/graphql/failure";
import { outcomeOf, type Outcome } from "@/graphql/outcome";
import { BankConnections, ConnectBanks, DisconnectBank, RefreshConsents, SyncBanks } from "./bank-operations";

/** The person's banks and what can be done with them. `problems`: what a bank that was left did not end itself. */
export function useBanks() {
  const { refresh } = useRefreshSignal();
  const [{ data, error }] = useLiveQuery({ query: BankConnections, requestPolicy: "cache-and-network" });
  const [, connect] = useMutation(ConnectBanks);
  const [, look] = useMutation(RefreshConsents);
  const [, sync] = useMutation(SyncBanks);
  const [, leave] = useMutation(DisconnectBank);
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const connections = data?.bankConnections.filter(({ status }) => status !== "DISCONNECTED");

  const act = useCallback(
    async <T,>(what: string, work: () => Promise<Outcome<T>>): Promise<T | null> => {
      setBusy(what);
      setFailure(null);
      setProblems([]);
      const outcome = await work();
      setFailure(outcome.failure);
      setBusy(null);
      refresh();
      return outcome.data;
    },
    [refresh],
  );

  const lookAgain = useCallback(
    (ids: readonly string[]) => act(ids[0] ?? "", async () => outcomeOf(await look({ input: { connectionIds: [...ids] } }))),
    [act, look],
  );
  useComingBack(connections, lookAgain);

  return {
    banks: data?.banks ?? [],
    connections,
    busy,
    failure: failure ?? (error && !data ? failureOf(error) : null),
    problems,
    lookAgain,
    connect: (bankCode: string, personRef: string) =>
      act("connect", async () => outcomeOf(await connect({ input: { bankCodes: [bankCode], personRef } }))),
    renew: ({ id, bank }: BankConnectionFieldsFragment) =>
      act(id, async () => outcomeOf(await connect({ input: { bankCodes: [bank.code] } }))),
    sync: (id: string) => act(id, async () => outcomeOf(await sync({ input: { connectionIds: [id] } }))),
    leave: async (id: string) => {
      const left = await act(id, async () => outcomeOf(await leave({ input: { connectionId: id } })));
      setProblems(left?.disconnectBank.bankProblems ?? []);
    },
  };
}

export type Banks = ReturnType<typeof useBanks>;

/** Who comes back from the bank's page finds what they approved there: waiting consents are looked at again. */
function useComingBack(
  connections: readonly BankConnectionFieldsFragment[] | undefined,
  lookAgain: (ids: readonly string[]) => Promise<unknown>,
) {
  const waiting = (connections ?? []).filter(({ status }) => status === "WAITING").map(({ id }) => id);
  const key = waiting.join(" ");
  useEffect(() => {
    if (!key) return;
    const back = () => {
      if (document.visibilityState === "visible") void lookAgain(key.split(" "));
    };
    document.addEventListener("visibilitychange", back);
    return () => document.removeEventListener("visibilitychange", back);
  }, [key, lookAgain]);
}
