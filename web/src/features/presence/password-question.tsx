"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState, type FormEvent, type ReactNode } from "react";
import { textOf } from "@/features/session/text-of";
import type { Failure } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import styles from "./presence.module.css";

type PasswordQuestionProps = { onPassword: (password: string) => Promise<Failure | null>; aside: ReactNode };

/** The password once more, for who has no second factor. */
export function PasswordQuestion({ onPassword, aside }: PasswordQuestionProps) {
  const t = useTranslations("presence");
  const session = useTranslations("session");
  const security = useTranslations("security");
  const failureText = useFailureText();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const form = event.currentTarget;
    setIsBusy(true);
    const refusal = await onPassword(textOf(new FormData(form), "password"));
    setFailure(refusal);
    setIsBusy(false);
    if (refusal) form.querySelector("input")?.select();
  }

  const isWrong = failure?.field === "password";
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextField
        label={session("password")}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus
        error={isWrong ? security("wrongPassword") : undefined}
      />
      {failure && !isWrong && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      <div className={styles.choices}>
        <Button type="submit" isBusy={isBusy}>
          {t("confirm")}
        </Button>
        {aside}
      </div>
      <Link href="/forgot-password" className={styles.forgot}>
        {session("forgot")}
      </Link>
    </form>
  );
}
