"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { useMutation, useQuery } from "urql";
import { Viewer } from "@/features/session/session-operations";
import { usePresence } from "@/features/presence/presence-context";
import { textOf } from "@/features/session/text-of";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { RequestEmailChange } from "./security-operations";
import rows from "@/ui/rows.module.css";

/** Moving to another address: nothing changes until the link that is mailed there is opened. */
export function EmailCard() {
  const t = useTranslations("security");
  const session = useTranslations("session");
  const failureText = useFailureText();
  const run = usePresence();
  const [{ data: viewer }] = useQuery({ query: Viewer });
  const [{ fetching }, ask] = useMutation(RequestEmailChange);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [mailedTo, setMailedTo] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (fetching) return;
    const form = event.currentTarget;
    const given = new FormData(form);
    const input = { email: textOf(given, "email").trim(), password: textOf(given, "password") };
    const { data, failure: refusal } = await run(async () => outcomeOf(await ask({ input })));
    setFailure(refusal);
    setMailedTo(data?.requestEmailChange.email ?? null);
    if (data) form.reset();
  }

  return (
    <Card title={t("email")}>
      <p className={rows.muted}>{t("emailNow", { email: viewer?.viewer?.email ?? "…" })}</p>
      <form className={rows.form} onSubmit={submit}>
        <TextField
          label={t("newEmail")}
          name="email"
          type="email"
          autoComplete="off"
          required
          error={failure?.field === "email" ? failureText(failure) : undefined}
        />
        <TextField
          label={session("password")}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={failure?.field === "password" ? t("wrongPassword") : undefined}
        />
        {failure && failure.field !== "email" && failure.field !== "password" && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
        {mailedTo && <p role="status">{t("emailMailed", { email: mailedTo })}</p>}
        <Button type="submit" isBusy={fetching}>
          {t("changeEmail")}
        </Button>
      </form>
    </Card>
  );
}
