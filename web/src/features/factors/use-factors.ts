"use client";

import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { usePresence } from "@/features/presence/presence-context";
import { useSessionStore } from "@/features/session/session-context";
import type { FactorsFragment, StartTotpMutation } from "@/gql/graphql";
import { failureOf, type Failure } from "@/graphql/failure";
import { outcomeOf, type Outcome } from "@/graphql/outcome";
import {
  MyFactors,
  RegenerateRecoveryCodes,
  RemovePasskey,
  RemoveTotp,
  RenamePasskey,
  StartTotp,
} from "./factor-operations";

export type SetUp = StartTotpMutation["startTotp"];

/** The person's second factors, what changes them, and the recovery codes that a change answered with. */
export function useFactors() {
  const store = useSessionStore();
  const run = usePresence();
  const [{ data, error }, reload] = useQuery({ query: MyFactors, requestPolicy: "cache-and-network" });
  const [, startTotp] = useMutation(StartTotp);
  const [, removeTotp] = useMutation(RemoveTotp);
  const [, renamePasskey] = useMutation(RenamePasskey);
  const [, removePasskey] = useMutation(RemovePasskey);
  const [, regenerate] = useMutation(RegenerateRecoveryCodes);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [isFreed, setIsFreed] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const factors: FactorsFragment | undefined = data?.secondFactors;

  /** Do one thing at a time; its data, or null where it was refused or the person left. */
  async function change<T>(act: () => Promise<Outcome<T>>): Promise<T | null> {
    if (isBusy) return null;
    setIsBusy(true);
    setFailure(null);
    const outcome = await run(act);
    setFailure(outcome.failure);
    setIsBusy(false);
    if (outcome.data) reload({ requestPolicy: "network-only" });
    return outcome.data;
  }

  /** A factor was added: its codes are shown, and a token that could do nothing but this is traded for a full one. */
  async function added(recoveryCodes: readonly string[]): Promise<void> {
    setCodes(recoveryCodes);
    if (factors?.isRequired && factors.kinds.length === 0) {
      await store.refresh();
      setIsFreed(true);
    }
    reload({ requestPolicy: "network-only" });
  }

  function keepCodes(): void {
    setCodes([]);
    if (isFreed) location.reload(); // what was refused before is there now
  }

  return {
    factors,
    failure: failure ?? (error && !data ? failureOf(error) : null),
    isBusy,
    codes,
    keepCodes,
    added,
    beginTotp: async (): Promise<SetUp | null> => (await change(async () => outcomeOf(await startTotp({}))))?.startTotp ?? null,
    removeTotp: () => change(async () => outcomeOf(await removeTotp({}))),
    renamePasskey: (id: string, name: string) => change(async () => outcomeOf(await renamePasskey({ input: { id, name } }))),
    removePasskey: (id: string) => change(async () => outcomeOf(await removePasskey({ input: { id } }))),
    async newCodes(): Promise<void> {
      const done = await change(async () => outcomeOf(await regenerate({})));
      if (done) setCodes(done.regenerateRecoveryCodes.recoveryCodes);
    },
  };
}
