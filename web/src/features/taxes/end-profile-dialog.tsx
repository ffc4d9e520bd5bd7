"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { localDay } from "@/format/dates";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import { textOf } from "@/features/session/text-of";
import type { TaxProfileFieldsFragment } from "@/gql/graphql";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { EndTaxProfile } from "./tax-operations";
import { useTaxWords } from "./use-tax-words";
import rows from "@/ui/rows.module.css";

type EndProfileDialogProps = { profile: TaxProfileFieldsFragment; onClose: () => void };

/** Asks for the last day under a profile. */
export function EndProfileDialog({ profile, onClose }: EndProfileDialogProps) {
  const t = useTranslations("taxes");
  const common = useTranslations("common");
  const words = useTaxWords();
  const failureText = useFailureText();
  const { refresh } = useRefreshSignal();
  const [{ fetching }, end] = useMutation(EndTaxProfile);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (fetching) return;
    const endsOn = textOf(new FormData(event.currentTarget), "endsOn");
    const { data, failure: refusal } = outcomeOf(await end({ input: { id: profile.id, endsOn } }));
    setFailure(refusal);
    if (!data) return;
    refresh();
    onClose();
  }

  const isEarly = failure?.field === "endsOn";
  return (
    <Dialog title={t("endTitle", { name: words.profile(profile) })} onClose={onClose}>
      <p className={rows.muted}>{t("endText")}</p>
      <form className={rows.form} onSubmit={(event) => void submit(event)}>
        <TextField
          label={t("lastDay")}
          name="endsOn"
          type="date"
          defaultValue={profile.endsOn ?? localDay(new Date())}
          required
          autoFocus
          error={isEarly ? t("startsLater") : undefined}
        />
        {failure && !isEarly && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
        <div className={rows.choices}>
          <Button type="submit" isBusy={fetching}>
            {t("save")}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {common("notNow")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
