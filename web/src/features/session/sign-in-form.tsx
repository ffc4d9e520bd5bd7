"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import type { Failure } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { useSessionStore } from "./session-context";
import { textOf } from "./text-of";
import styles from "./session.module.css";

export function SignInForm({ email }: { email?: string | undefined }) {
  const t = useTranslations("session");
  const store = useSessionStore();
  const failureText = useFailureText();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const data = new FormData(event.currentTarget);
    setIsBusy(true);
    setFailure(null);
    const errors = await store.signIn("sign-in", { email: textOf(data, "email"), password: textOf(data, "password") });
    setFailure(errors[0] ?? null);
    setIsBusy(false);
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField label={t("email")} name="email" type="email" autoComplete="email" required defaultValue={email} />
      <TextField label={t("password")} name="password" type="password" autoComplete="current-password" required />
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      <Button type="submit" isBusy={isBusy}>
        {t("signIn")}
      </Button>
    </form>
  );
}
