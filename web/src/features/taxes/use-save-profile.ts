"use client";

import { useState } from "react";
import { useMutation } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import type { TaxFactInput, TaxIdInput, TaxProfileFieldsFragment, VatStatus } from "@/gql/graphql";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { CreateTaxProfile, UpdateTaxProfile } from "./tax-operations";

export type WrittenProfile = {
  country: string;
  regime: string;
  startsOn: string;
  region: string | null;
  vat: VatStatus;
  facts: TaxFactInput[];
  /** Null: those there are stay as they are. */
  taxIds: TaxIdInput[] | null;
};

/** Adds a tax profile, or changes the one given. `save` is true where it was taken. */
export function useSaveProfile(profile: TaxProfileFieldsFragment | null) {
  const { refresh } = useRefreshSignal();
  const [creating, create] = useMutation(CreateTaxProfile);
  const [updating, update] = useMutation(UpdateTaxProfile);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function save({ country, regime, startsOn, taxIds, ...rest }: WrittenProfile): Promise<boolean> {
    setFailure(null);
    const { data, failure: refusal } = profile
      ? outcomeOf(await update({ input: { id: profile.id, ...rest, taxIds } }))
      : outcomeOf(await create({ input: { country, regime, startsOn, ...rest, taxIds: taxIds ?? [] } }));
    setFailure(refusal);
    if (data) refresh();
    return data !== null;
  }
  return { save, failure, isBusy: creating.fetching || updating.fetching };
}
