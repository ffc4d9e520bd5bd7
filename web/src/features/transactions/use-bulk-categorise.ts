"use client";

import { useLocale } from "next-intl";
import { useState } from "react";
import { useMutation } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import { failureOf, type Failure } from "@/graphql/failure";
import { BulkCategorise } from "./transaction-operations";

type Batch = { isSaving: boolean; failure: Failure | null };

/** Corrects the categories of several transactions at once. Answers the ids of those that were not changed. */
export function useBulkCategorise() {
  const locale = useLocale();
  const { refresh } = useRefreshSignal();
  const [, run] = useMutation(BulkCategorise);
  const [batch, setBatch] = useState<Batch>({ isSaving: false, failure: null });

  async function categorise(ids: string[], categoryId: string): Promise<string[]> {
    setBatch({ isSaving: true, failure: null });
    const items = ids.map((id) => ({ id, categoryId }));
    const { data, error } = await run({ input: { items, applyToTwins: true }, locale });
    const payload = data?.bulkCategorise;
    const refused = payload?.results.filter((result) => result.error) ?? [];
    const failure = error ? failureOf(error) : (payload?.errors[0] ?? refused[0]?.error ?? null);
    setBatch({ isSaving: false, failure });
    if (!payload || payload.errors.length > 0) return ids;
    refresh();
    return refused.map((result) => result.id);
  }
  return { ...batch, categorise };
}
