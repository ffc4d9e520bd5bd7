"use client";

import { useState } from "react";
import { useMutation } from "urql";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import { failureOf, type Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { SetTaxReminders, TaxReminders } from "./deadline-operations";

/** How many days before a deadline the person is reminded by mail, as it is and as they are about to have it. */
export function useTaxReminders() {
  const [{ data, error }, reload] = useLiveQuery({ query: TaxReminders, requestPolicy: "cache-and-network" });
  const [{ fetching }, set] = useMutation(SetTaxReminders);
  const [chosen, setChosen] = useState<number[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSaved, setIsSaved] = useState(false);

  return {
    leadDays: chosen ?? data?.taxReminders ?? [],
    isLoading: !data && !error,
    isChanged: chosen !== null,
    isBusy: fetching,
    isSaved,
    failure: failure ?? (error && !data ? failureOf(error) : null),
    choose(days: number[]): void {
      setChosen(days);
      setIsSaved(false);
    },
    async save(): Promise<void> {
      const { data: kept, failure: refusal } = outcomeOf(await set({ input: { leadDays: chosen ?? [] } }));
      setFailure(refusal);
      if (!kept) return;
      setChosen(null);
      setIsSaved(true);
      reload({ requestPolicy: "network-only" });
    },
  };
}
