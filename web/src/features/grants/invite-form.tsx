"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { usePresence } from "@/features/presence/presence-context";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import { textOf } from "@/features/session/text-of";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { AccountChoice } from "./account-choice";
import { InviteToBooks } from "./grant-operations";
import { invitationOf } from "./invitation-of";
import rows from "@/ui/rows.module.css";
import styles from "./grants.module.css";

const FIELDS = ["email", "accountIds", "periodTo", "expiresAt"];

/** Lets somebody into the books: who, what they may, which accounts, which days, until when. */
export function InviteForm() {
  const t = useTranslations("access");
  const failureText = useFailureText();
  const { refresh } = useRefreshSignal();
  const run = usePresence();
  const [, invite] = useMutation(InviteToBooks);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [invited, setInvited] = useState<string | null>(null);
  const [times, setTimes] = useState(0);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const form = event.currentTarget;
    const input = invitationOf(formOf(new FormData(form)));
    setIsBusy(true);
    setFailure(null);
    setInvited(null);
    const { data, failure: refusal } = await run(async () => outcomeOf(await invite({ input })));
    setIsBusy(false);
    setFailure(refusal);
    if (!data) return;
    setInvited(input.email);
    form.reset();
    setTimes((before) => before + 1); // the choice of accounts begins anew, too
    refresh();
  }

  const errorOf = (field: string) => (failure?.field === field ? failureText(failure) : undefined);
  const isOther = failure && !FIELDS.includes(failure.field ?? "");
  return (
    <Card title={t("invite")}>
      <p className={rows.muted}>{t("inviteText")}</p>
      <form className={rows.form} onSubmit={(event) => void submit(event)} onReset={() => setFailure(null)}>
        <TextField label={t("email")} name="email" type="email" autoComplete="off" required error={errorOf("email")} />
        <fieldset className={rows.group}>
          <legend>{t("kind")}</legend>
          <Choice type="radio" name="kind" value="ACCOUNTANT" defaultChecked label={t("accountant")} hint={t("accountantText")} />
          <Choice type="radio" name="kind" value="READ_ONLY" label={t("readOnly")} hint={t("readOnlyText")} />
        </fieldset>
        <AccountChoice key={times} error={errorOf("accountIds")} />
        <fieldset className={rows.group}>
          <legend>{t("period")}</legend>
          <p className={rows.muted}>{t("periodText")}</p>
          <div className={styles.days}>
            <TextField label={t("from")} name="periodFrom" type="date" />
            <TextField label={t("to")} name="periodTo" type="date" error={errorOf("periodTo")} />
          </div>
        </fieldset>
        <TextField label={t("until")} hint={t("untilText")} name="lastDay" type="date" error={errorOf("expiresAt")} />
        {isOther && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
        <Button type="submit" isBusy={isBusy}>
          {t("send")}
        </Button>
        {invited && (
          <p className={rows.note} role="status">
            {t("sent", { email: invited })}
          </p>
        )}
      </form>
    </Card>
  );
}

function formOf(data: FormData) {
  return {
    email: textOf(data, "email"),
    kind: textOf(data, "kind"),
    isAll: textOf(data, "accounts") !== "some",
    accountIds: data.getAll("accountId").map(String),
    periodFrom: textOf(data, "periodFrom"),
    periodTo: textOf(data, "periodTo"),
    lastDay: textOf(data, "lastDay"),
  };
}
