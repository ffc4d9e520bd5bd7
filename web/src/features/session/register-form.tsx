"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { failureOf, type Failure } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { RegisterUser } from "./session-operations";
import { textOf } from "./text-of";
import styles from "./session.module.css";

const FIELDS = ["displayName", "email", "password"];

/** `onRegistered` gets the address that the confirmation was mailed to. */
export function RegisterForm({ onRegistered }: { onRegistered: (email: string) => void }) {
  const t = useTranslations("session");
  const locale = useLocale();
  const failureText = useFailureText();
  const [{ fetching }, register] = useMutation(RegisterUser);
  const [failures, setFailures] = useState<Failure[]>([]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (fetching) return;
    const data = new FormData(event.currentTarget);
    const email = textOf(data, "email").trim();
    const input = { email, password: textOf(data, "password"), displayName: textOf(data, "displayName").trim(), locale };
    const answer = await register({ input });
    const errors = answer.error ? [failureOf(answer.error)] : (answer.data?.registerUser.errors ?? []);
    setFailures(errors);
    if (errors.length === 0) onRegistered(email);
  }

  const errorOf = (field: string) => {
    const failure = failures.find((each) => each.field === field);
    return failure && failureText(failure);
  };
  const others = failures.filter((each) => !each.field || !FIELDS.includes(each.field));

  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField label={t("displayName")} name="displayName" autoComplete="name" required maxLength={100} error={errorOf("displayName")} />
      <TextField label={t("email")} name="email" type="email" autoComplete="email" required error={errorOf("email")} />
      <TextField
        label={t("password")}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={10}
        hint={t("passwordHint")}
        error={errorOf("password")}
      />
      {others.map((failure) => (
        <ErrorNotice key={failure.code}>{failureText(failure)}</ErrorNotice>
      ))}
      <Button type="submit" isBusy={fetching}>
        {t("register")}
      </Button>
    </form>
  );
}
