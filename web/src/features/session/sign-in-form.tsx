"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState, type FormEvent } from "react";
import type { Failure } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { FactorForm } from "./factor-form";
import { SendAgain } from "./send-again";
import type { FactorQuestion } from "./session-answer";
import { useSessionStore } from "./session-context";
import { textOf } from "./text-of";
import styles from "./session.module.css";

type Refused = { failure: Failure; email: string };

export function SignInForm({ email }: { email?: string | undefined }) {
  const t = useTranslations("session");
  const store = useSessionStore();
  const failureText = useFailureText();
  const [refused, setRefused] = useState<Refused | null>(null);
  const [asked, setAsked] = useState<FactorQuestion | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const data = new FormData(event.currentTarget);
    const given = textOf(data, "email").trim();
    setIsBusy(true);
    setRefused(null);
    const answer = await store.signIn("sign-in", { email: given, password: textOf(data, "password") });
    const failure = answer.errors[0];
    if (answer.challenge) setAsked(answer.challenge);
    if (failure) setRefused({ failure, email: given });
    setIsBusy(false);
  }

  if (asked) return <FactorForm asked={asked} onAgain={() => setAsked(null)} />;
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField label={t("email")} name="email" type="email" autoComplete="email" required defaultValue={email} />
      <TextField label={t("password")} name="password" type="password" autoComplete="current-password" required />
      {refused && <ErrorNotice>{failureText(refused.failure)}</ErrorNotice>}
      {refused?.failure.code === "EMAIL_NOT_VERIFIED" && <SendAgain key={refused.email} email={refused.email} />}
      {refused?.failure.code === "ACCOUNT_DEACTIVATED" && (
        <Link href="/reactivate" className={styles.aside}>
          {t("reactivate")}
        </Link>
      )}
      <Button type="submit" isBusy={isBusy}>
        {t("signIn")}
      </Button>
      <Link href="/forgot-password" className={styles.aside}>
        {t("forgot")}
      </Link>
    </form>
  );
}
