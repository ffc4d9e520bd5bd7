"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { failureOf, type Failure } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { useSession, useSessionStore } from "./session-context";
import { ResetPassword } from "./session-operations";
import { SignInForm } from "./sign-in-form";
import { textOf } from "./text-of";
import styles from "./session.module.css";

/** Where the mailed link to a new password leads. Choosing one signs nobody in. */
export function ResetCard({ token }: { token: string }) {
  const t = useTranslations("reset");
  const words = useTranslations("session");
  const router = useRouter();
  const store = useSessionStore();
  const session = useSession();
  const failureText = useFailureText();
  const [{ fetching }, reset] = useMutation(ResetPassword);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [email, setEmail] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (fetching) return;
    const newPassword = textOf(new FormData(event.currentTarget), "password");
    const { data, error } = await reset({ input: { token, newPassword } });
    const refusal = error ? failureOf(error) : (data?.resetPassword.errors[0] ?? null);
    setFailure(refusal);
    if (refusal) return;
    await store.restore(); // it may be under way: what it finds a moment later would look like a sign-in with the new password
    if (store.snapshot().status === "signed-in") await store.signOut(); // its session ended with the old password
    setEmail(data?.resetPassword.email ?? "");
  }

  useEffect(() => {
    if (email !== null && session.status === "signed-in") router.replace("/dashboard");
  }, [email, session.status, router]);

  if (email !== null) {
    return (
      <section className={styles.card} aria-label={words("cardLabel")}>
        <div className={styles.mailed} role="status">
          <strong>{t("doneTitle")}</strong>
          <p>{t("doneText")}</p>
        </div>
        <SignInForm email={email} />
      </section>
    );
  }
  const isWeak = failure?.code === "WEAK_PASSWORD";
  return (
    <section className={styles.card} aria-label={words("cardLabel")}>
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label={t("newPassword")}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          hint={words("passwordHint")}
          error={failure && isWeak ? failureText(failure) : undefined}
        />
        {failure && !isWeak && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
        <Button type="submit" isBusy={fetching}>
          {t("save")}
        </Button>
      </form>
      <Link href="/forgot-password" className={styles.aside}>
        {t("newLink")}
      </Link>
    </section>
  );
}
