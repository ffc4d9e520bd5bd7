"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { makePasskey } from "@/features/passkeys/use-passkey";
import { usePresence } from "@/features/presence/presence-context";
import { textOf } from "@/features/session/text-of";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { AddPasskey, StartPasskey } from "./factor-operations";
import { LONGEST_NAME, suggestedName } from "./passkey-name";
import rows from "@/ui/rows.module.css";
import styles from "./factors.module.css";

type AddPasskeyDialogProps = { onDone: (recoveryCodes: readonly string[]) => void; onClose: () => void };

/** A name, then the device's own question; the API keeps what the device made. */
export function AddPasskeyDialog({ onDone, onClose }: AddPasskeyDialogProps) {
  const t = useTranslations("factors");
  const common = useTranslations("common");
  const failureText = useFailureText();
  const { add, failure, isBusy } = useAddedPasskey(onDone, onClose);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = textOf(new FormData(event.currentTarget), "name").trim();
    if (name) void add(name);
  }

  return (
    <Dialog title={t("addPasskeyTitle")} onClose={onClose}>
      <p className={styles.text}>{t("addPasskeyText")}</p>
      <form className={styles.question} onSubmit={submit}>
        <TextField
          label={t("passkeyName")}
          hint={t("passkeyNameHint")}
          name="name"
          defaultValue={suggestedName(navigator.userAgent)}
          maxLength={LONGEST_NAME}
          required
          autoFocus
        />
        {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
        <div className={rows.choices}>
          <Button type="submit" isBusy={isBusy}>
            {t("makePasskey")}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {common("notNow")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function useAddedPasskey(onDone: AddPasskeyDialogProps["onDone"], onLeave: () => void) {
  const run = usePresence();
  const [, start] = useMutation(StartPasskey);
  const [, keep] = useMutation(AddPasskey);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function make(name: string): Promise<Failure | null> {
    const started = await run(async () => outcomeOf(await start({})));
    if (started.hasLeft) onLeave();
    if (!started.data) return started.failure;
    const { challenge, options } = started.data.startPasskey;
    const made = await makePasskey(options);
    if (!made.data || !challenge) return made.failure;
    const input = { challenge, name, credential: made.data.credential };
    const kept = await run(async () => outcomeOf(await keep({ input })));
    if (kept.hasLeft) onLeave();
    if (kept.data) onDone(kept.data.addPasskey.recoveryCodes);
    return kept.failure;
  }

  async function add(name: string): Promise<void> {
    if (isBusy) return;
    setIsBusy(true);
    setFailure(null);
    setFailure(await make(name));
    setIsBusy(false);
  }
  return { add, failure, isBusy };
}
