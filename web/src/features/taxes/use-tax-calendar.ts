"use client";

import { useState } from "react";
import { useMutation } from "urql";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import { failureOf, type Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { MakeTaxCalendar, RevokeTaxCalendar, TaxCalendar } from "./deadline-operations";

const USUAL_LEAD_DAYS = [14, 3];

/** The calendar's address: whether there is one, and what makes and ends it. `url` is there once, after it was made. */
export function useTaxCalendar() {
  const [{ data, error }, reload] = useLiveQuery({ query: TaxCalendar, requestPolicy: "cache-and-network" });
  const [making, make] = useMutation(MakeTaxCalendar);
  const [revoking, revoke] = useMutation(RevokeTaxCalendar);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [url, setUrl] = useState<string | null>(null);
  const [chosen, setChosen] = useState<number[] | null>(null);
  const calendar = data?.taxCalendar ?? null;
  const leadDays = chosen ?? calendar?.leadDays ?? USUAL_LEAD_DAYS;

  return {
    calendar,
    isLoading: !data && !error,
    failure: failure ?? (error && !data ? failureOf(error) : null),
    isBusy: making.fetching || revoking.fetching,
    url,
    leadDays,
    choose: setChosen,
    keepUrl: () => setUrl(null),
    async make(): Promise<void> {
      const { data: made, failure: refusal } = outcomeOf(await make({ input: { leadDays } }));
      setFailure(refusal);
      setUrl(made?.makeTaxCalendar.url ?? null);
      if (made) setChosen(null);
      reload({ requestPolicy: "network-only" });
    },
    async revoke(): Promise<void> {
      setFailure(outcomeOf(await revoke({})).failure);
      reload({ requestPolicy: "network-only" });
    },
  };
}
