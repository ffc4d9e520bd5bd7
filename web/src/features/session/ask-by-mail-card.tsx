"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { type FormEvent } from "react";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { RequestPasswordReset, RequestReactivation } from "./session-operations";
import { textOf } from "./text-of";
import { useMailed } from "./use-mailed";
import styles from "./session.module.css";

const OPERATIONS = { forgot: RequestPasswordReset, reactivate: RequestReactivation };

/** Asks for the address that a link is to be mailed to. */
export function AskByMailCard({ what }: { what: keyof typeof OPERATIONS }) {
  const t = useTranslations(what);
  const session = useTranslations("session");
  const failureText = useFailureText();
  const { mail, isBusy, mailedTo, failure } = useMailed(OPERATIONS[what]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void mail(textOf(new FormData(event.currentTarget), "email").trim());
  }

  return (
    <section className={styles.card} aria-label={session("cardLabel")}>
      {mailedTo ? (
        <div className={styles.mailed} role="status">
          <strong>{t("mailedTitle")}</strong>
          <p>{t("mailedText", { email: mailedTo })}</p>
        </div>
      ) : (
        <form className={styles.form} onSubmit={submit}>
          <TextField label={session("email")} name="email" type="email" autoComplete="email" required />
          {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
          <Button type="submit" isBusy={isBusy}>
            {t("send")}
          </Button>
        </form>
      )}
      <Link href="/" className={styles.aside}>
        {session("backToSignIn")}
      </Link>
    </section>
  );
}
