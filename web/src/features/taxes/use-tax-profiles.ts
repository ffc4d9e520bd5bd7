"use client";

import { useMemo } from "react";
import { localDay } from "@/format/dates";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import { failureOf } from "@/graphql/failure";
import { inOrder } from "./profile-standing";
import { TaxProfiles } from "./tax-operations";

/** The person's tax profiles, those that run first; undefined while they load. */
export function useTaxProfiles() {
  const [{ data, error }] = useLiveQuery({ query: TaxProfiles });
  const profiles = useMemo(
    () => data && inOrder(data.taxProfiles.edges.map(({ node }) => node), localDay(new Date())),
    [data],
  );
  return { profiles, failure: error && !data ? failureOf(error) : null };
}
