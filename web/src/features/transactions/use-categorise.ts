"use client";

import { useLocale } from "next-intl";
import { useState } from "react";
import { useMutation } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import { failureOf, type Failure } from "@/graphql/failure";
import { CategoriseTransaction } from "./transaction-operations";

type Correction = { isSaving: boolean; failure: Failure | null; twinsChanged: number | null };

/** Corrects the category of one transaction and, by the API's choice, of its twins. */
export function useCategorise(transactionId: string) {
  const locale = useLocale();
  const { refresh } = useRefreshSignal();
  const [, run] = useMutation(CategoriseTransaction);
  const [correction, setCorrection] = useState<Correction>({ isSaving: false, failure: null, twinsChanged: null });

  async function categorise(categoryId: string): Promise<void> {
    setCorrection({ isSaving: true, failure: null, twinsChanged: null });
    const { data, error } = await run({ input: { id: transactionId, categoryId, applyToTwins: true }, locale });
    const payload = data?.categoriseTransaction;
    const failure = error ? failureOf(error) : (payload?.errors[0] ?? null);
    setCorrection({ isSaving: false, failure, twinsChanged: failure ? null : (payload?.twinsChanged ?? 0) });
    if (!failure && payload?.twinsChanged) refresh();
  }
  return { ...correction, categorise };
}
