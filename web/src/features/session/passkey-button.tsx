"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useHindrance } from "@/features/passkeys/use-hindrance";
import { answerByPasskey } from "@/features/passkeys/use-passkey";
import type { Failure } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { askForSession } from "./ask-for-session";
import { useSessionStore } from "./session-context";

/** The way in without address and password; nothing where this page can use no passkeys. */
export function PasskeyButton() {
  const t = useTranslations("session");
  const store = useSessionStore();
  const failureText = useFailureText();
  const hindrance = useHindrance();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function signIn(): Promise<Failure | null> {
    const { challenge, errors } = await askForSession("passkey-question");
    if (!challenge) return errors[0] ?? null;
    const answer = await answerByPasskey(challenge.passkeyOptions);
    if (!answer.data) return answer.failure;
    return (await store.signIn("passkey", answer.data)).errors[0] ?? null;
  }

  async function press() {
    setIsBusy(true);
    setFailure(null);
    setFailure(await signIn());
    setIsBusy(false);
  }

  if (hindrance) return null;
  return (
    <>
      <Button look="secondary" isBusy={isBusy} onClick={() => void press()}>
        {t("signInWithPasskey")}
      </Button>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
    </>
  );
}
