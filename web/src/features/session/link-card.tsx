"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useMutation } from "urql";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { useSession, useSessionStore } from "./session-context";
import { ConfirmEmailChange, ReactivateUser, UndoEmailChange } from "./session-operations";
import styles from "./session.module.css";

type LinkCardProps = { what: "confirmEmail" | "undoEmail" | "reactivated"; token: string };

/** Where a mailed link leads that changes something: by a press of a button, for programs that read mail open links too. */
export function LinkCard({ what, token }: LinkCardProps) {
  const t = useTranslations(what);
  const session = useTranslations("session");
  const failureText = useFailureText();
  const store = useSessionStore();
  const state = useSession();
  const [confirmed, confirm] = useMutation(ConfirmEmailChange);
  const [undone, undo] = useMutation(UndoEmailChange);
  const [back, reactivate] = useMutation(ReactivateUser);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isDone, setIsDone] = useState(false);
  const operations = { confirmEmail: confirm, undoEmail: undo, reactivated: reactivate };

  async function press() {
    const { failure: refusal } = outcomeOf<object>(await operations[what]({ input: { token } }));
    if (!refusal && what === "undoEmail" && state.status === "signed-in") await store.signOut(); // all sessions ended
    setFailure(refusal);
    setIsDone(!refusal);
  }

  return (
    <section className={styles.card} aria-label={session("cardLabel")}>
      {isDone ? (
        <div className={styles.mailed} role="status">
          <strong>{t("doneTitle")}</strong>
          <p>{t("doneText")}</p>
        </div>
      ) : (
        <>
          <p className={styles.ask}>{t("ask")}</p>
          <Button isBusy={confirmed.fetching || undone.fetching || back.fetching} onClick={() => void press()}>
            {t("button")}
          </Button>
          {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
        </>
      )}
      <Link href="/" className={styles.aside}>
        {session("backToSignIn")}
      </Link>
    </section>
  );
}
