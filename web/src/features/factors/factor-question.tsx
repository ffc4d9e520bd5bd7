"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent, type ReactNode } from "react";
import { answerByPasskey } from "@/features/passkeys/use-passkey";
import { textOf } from "@/features/session/text-of";
import type { FactorProof } from "@/gql/graphql";
import type { Failure } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { codeProof } from "./code-proof";
import rows from "@/ui/rows.module.css";
import styles from "./factors.module.css";

type FactorQuestionProps = {
  /** What would be an answer; empty where that is not known. */
  kinds: readonly string[];
  passkeyOptions?: unknown;
  /** Give the proof; null where it was taken. */
  onProof: (proof: FactorProof) => Promise<Failure | null>;
  onAgain: () => void;
  aside?: ReactNode;
};

/** Asks for a second factor: a passkey, a code of the authenticator app, or a recovery code, whichever there is. */
export function FactorQuestion({ kinds, passkeyOptions = null, onProof, onAgain, aside }: FactorQuestionProps) {
  const t = useTranslations("factor");
  const failureText = useFailureText();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const hasApp = kinds.length === 0 || kinds.includes("TOTP");
  const hasCode = hasApp || kinds.includes("RECOVERY_CODE");
  const isOver = failure?.code === "CHALLENGE_ENDED";

  async function give(proofOf: () => Promise<{ data: FactorProof | null; failure: Failure | null }>) {
    if (isBusy) return;
    setIsBusy(true);
    setFailure(null);
    const proof = await proofOf();
    setFailure(proof.data ? await onProof(proof.data) : proof.failure);
    setIsBusy(false);
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = textOf(new FormData(form), "code");
    void give(async () => ({ data: codeProof(typed), failure: null })).then(() => form.querySelector("input")?.select());
  }

  const byPasskey = passkeyOptions !== null && !isOver && (
    <Button look={hasApp ? "secondary" : "primary"} isBusy={isBusy} onClick={() => void give(() => answerByPasskey(passkeyOptions))}>
      {t("passkey")}
    </Button>
  );
  return (
    <div className={styles.question}>
      {!hasApp && byPasskey}
      {hasCode && !isOver && (
        <form className={styles.question} onSubmit={submit}>
          <TextField
            label={hasApp ? t("code") : t("recoveryCode")}
            hint={hasApp ? t("codeHint") : undefined}
            name="code"
            autoComplete={hasApp ? "one-time-code" : "off"}
            autoCapitalize="off"
            spellCheck={false}
            required
            autoFocus={hasApp}
          />
          <Button type="submit" look={hasApp ? "primary" : "secondary"} isBusy={isBusy}>
            {t("go")}
          </Button>
        </form>
      )}
      {hasApp && byPasskey}
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      <div className={rows.choices}>
        {isOver && <Button onClick={onAgain}>{t("again")}</Button>}
        {aside}
      </div>
    </div>
  );
}
