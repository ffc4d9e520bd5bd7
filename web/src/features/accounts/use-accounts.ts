"use client";

import { useLiveQuery } from "@/features/jobs/refresh-signal";
import { Accounts } from "./account-operations";

/** The person's accounts; undefined while they load. */
export function useAccounts() {
  const [{ data, error }] = useLiveQuery({ query: Accounts });
  return { accounts: data?.accounts.edges.map((edge) => edge.node), error };
}
