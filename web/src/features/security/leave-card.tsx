"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { usePresence } from "@/features/presence/presence-context";
import { useSessionStore } from "@/features/session/session-context";
import { textOf } from "@/features/session/text-of";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { DeactivateUser } from "./security-operations";
import rows from "@/ui/rows.module.css";

/** Switching the account off. The form opens on demand, so that nobody does it by mistake. */
export function LeaveCard() {
  const t = useTranslations("security");
  const session = useTranslations("session");
  const failureText = useFailureText();
  const store = useSessionStore();
  const run = usePresence();
  const [{ fetching }, leave] = useMutation(DeactivateUser);
  const [isOpen, setIsOpen] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (fetching) return;
    const password = textOf(new FormData(event.currentTarget), "password");
    const { failure: refusal, hasLeft } = await run(async () => outcomeOf(await leave({ input: { password } })));
    setFailure(refusal);
    if (!refusal && !hasLeft) await store.signOut();
  }

  return (
    <Card title={t("leave")}>
      <p className={rows.muted}>{t("leaveText")}</p>
      {isOpen ? (
        <form className={rows.form} onSubmit={submit}>
          <TextField
            label={session("password")}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            error={failure?.field === "password" ? t("wrongPassword") : undefined}
          />
          {failure && failure.field !== "password" && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
          <div className={rows.choices}>
            <Button type="submit" isBusy={fetching}>
              {t("leaveNow")}
            </Button>
            <Button look="quiet" onClick={() => setIsOpen(false)}>
              {t("cancel")}
            </Button>
          </div>
        </form>
      ) : (
        <div className={rows.form}>
          <Button look="secondary" onClick={() => setIsOpen(true)}>
            {t("leaveOpen")}
          </Button>
        </div>
      )}
    </Card>
  );
}
