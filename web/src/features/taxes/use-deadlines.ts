"use client";

import { useEffect, useState } from "react";
import { useClient, type Client } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import type { TaxProfileFieldsFragment } from "@/gql/graphql";
import { failureOf, type Failure } from "@/graphql/failure";
import { TaxDeadlines } from "./deadline-operations";
import { byDay, type OwnDeadline } from "./deadline-list";

type Found = { of: string; deadlines: OwnDeadline[]; failure: Failure | null };

/** Under how many profiles deadlines are looked for at once: those that run first. */
const MOST_PROFILES = 8;

/** What falls due in some calendar years under several profiles, in one order; undefined while it loads. */
export function useDeadlines(profiles: readonly TaxProfileFieldsFragment[] | undefined, years: readonly number[]) {
  const client = useClient();
  const { version } = useRefreshSignal();
  const [found, setFound] = useState<Found | null>(null);
  const of = years.join(" ");

  useEffect(() => {
    if (!profiles) return;
    let isWanted = true;
    const asked = profiles.slice(0, MOST_PROFILES).flatMap((profile) => of.split(" ").map((year) => ask(client, profile, Number(year))));
    void Promise.all(asked).then((answers) => {
      if (!isWanted) return;
      const failure = answers.find((answer) => answer.failure)?.failure ?? null;
      setFound({ of, deadlines: byDay(answers.flatMap(({ deadlines }) => deadlines)), failure });
    });
    return () => {
      isWanted = false;
    };
  }, [client, profiles, of, version]);

  const current = found?.of === of ? found : null;
  return { deadlines: current?.deadlines, failure: current?.failure ?? null };
}

async function ask(client: Client, profile: TaxProfileFieldsFragment, year: number) {
  const variables = { profileId: profile.id, year };
  const { data, error } = await client.query(TaxDeadlines, variables, { requestPolicy: "network-only" }).toPromise();
  return {
    deadlines: (data?.taxDeadlines ?? []).map((deadline) => ({ ...deadline, profile, year })),
    failure: error && !data ? failureOf(error) : null,
  };
}
