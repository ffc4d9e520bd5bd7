"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { usePresence } from "@/features/presence/presence-context";
import { textOf } from "@/features/session/text-of";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { ChangePassword } from "./security-operations";
import rows from "@/ui/rows.module.css";

/** Choosing another password, with the one there is. */
export function PasswordCard() {
  const t = useTranslations("security");
  const session = useTranslations("session");
  const failureText = useFailureText();
  const run = usePresence();
  const [{ fetching }, change] = useMutation(ChangePassword);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [ended, setEnded] = useState<number | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (fetching) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    const input = { currentPassword: textOf(data, "current"), newPassword: textOf(data, "next") };
    const { data: done, failure: refusal } = await run(async () => outcomeOf(await change({ input })));
    setFailure(refusal);
    setEnded(done?.changePassword.sessionsEnded ?? null);
    if (done) form.reset();
  }

  const errorOf = (field: string) => (failure?.field === field ? failureText(failure) : undefined);
  const isOther = failure && failure.field !== "currentPassword" && failure.field !== "newPassword";
  return (
    <Card title={t("password")}>
      <form className={rows.form} onSubmit={submit}>
        <TextField
          label={t("currentPassword")}
          name="current"
          type="password"
          autoComplete="current-password"
          required
          error={errorOf("currentPassword") && t("wrongPassword")}
        />
        <TextField
          label={t("newPassword")}
          name="next"
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          hint={session("passwordHint")}
          error={errorOf("newPassword")}
        />
        {isOther && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
        {ended !== null && <p role="status">{t("passwordChanged", { count: ended })}</p>}
        <Button type="submit" isBusy={fetching}>
          {t("changePassword")}
        </Button>
      </form>
    </Card>
  );
}
