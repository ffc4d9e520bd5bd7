"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { usePresence } from "@/features/presence/presence-context";
import { textOf } from "@/features/session/text-of";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import { Dialog } from "@/ui/dialog";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { ConfirmTotp } from "./factor-operations";
import { grouped, pictureOf } from "./secret-text";
import type { SetUp } from "./use-factors";
import rows from "@/ui/rows.module.css";
import styles from "./factors.module.css";

type SetUpAppDialogProps = {
  setUp: SetUp;
  onDone: (recoveryCodes: readonly string[]) => void;
  onClose: () => void;
};

/** The secret, to be scanned or typed, and a first code, without which nothing is set up. */
export function SetUpAppDialog({ setUp, onDone, onClose }: SetUpAppDialogProps) {
  const t = useTranslations("factors");
  const common = useTranslations("common");
  const failureText = useFailureText();
  const run = usePresence();
  const [{ fetching }, confirm] = useMutation(ConfirmTotp);
  const [failure, setFailure] = useState<Failure | null>(null);
  const secret = setUp.secret ?? "";

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (fetching) return;
    const form = event.currentTarget;
    const code = textOf(new FormData(form), "code").replaceAll(/\s/g, "");
    setFailure(null);
    const done = await run(async () => outcomeOf(await confirm({ input: { code } })));
    setFailure(done.failure);
    if (done.data) onDone(done.data.confirmTotp.recoveryCodes);
    else form.querySelector("input")?.select();
  }

  return (
    <Dialog title={t("setUpTitle")} onClose={onClose}>
      <p className={styles.text}>{t("scan")}</p>
      {/* eslint-disable-next-line @next/next/no-img-element -- drawn from text that is here already */}
      {setUp.qrSvg && <img className={styles.qr} src={pictureOf(setUp.qrSvg)} alt={t("qr")} width={208} height={208} />}
      <details className={styles.details}>
        <summary>{t("noScan")}</summary>
        <p className={styles.secret}>
          <code data-testid="totp-secret">{grouped(secret)}</code>
          <CopyButton text={secret} />
        </p>
        {setUp.uri && <a href={setUp.uri}>{t("openApp")}</a>}
      </details>
      <form className={styles.question} onSubmit={(event) => void submit(event)}>
        <TextField
          label={t("firstCode")}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\s*(\d\s*){6}"
          title={t("sixDigits")}
          required
          autoFocus
          error={failure?.code === "FACTOR_WRONG" ? t("codeWrong") : undefined}
        />
        {failure && failure.code !== "FACTOR_WRONG" && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
        <div className={rows.choices}>
          <Button type="submit" isBusy={fetching}>
            {t("switchOn")}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {common("notNow")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
