"use client";

import { useTranslations } from "next-intl";
import { useId, useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import { usePresence } from "@/features/presence/presence-context";
import { textOf } from "@/features/session/text-of";
import type { WebhookEventKind } from "@/gql/graphql";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { ErrorNotice } from "@/ui/notice";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { KINDS, typeOf } from "./event-kinds";
import { SecretDialog } from "./secret-dialog";
import { CreateWebhook } from "./webhook-operations";
import rows from "@/ui/rows.module.css";
import styles from "./webhooks.module.css";

const FIELDS = ["url", "description", "kinds", "payloadQuery"];

/** Has an address told of events: where, of what, and what is sent. */
export function WebhookForm() {
  const t = useTranslations("webhooks");
  const failureText = useFailureText();
  const queryId = useId();
  const { create, forget, isBusy, failure, secret } = useCreatedWebhook();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (await create(new FormData(form))) form.reset();
  }

  const errorOf = (field: string) => (failure?.field === field ? failureText(failure) : undefined);
  return (
    <Card title={t("add")}>
      <p className={rows.muted}>{t("addText")}</p>
      <form className={rows.form} onSubmit={(event) => void submit(event)}>
        <TextField label={t("url")} hint={t("urlHint")} name="url" type="url" required error={errorOf("url")} />
        <TextField label={t("description")} name="description" maxLength={200} error={errorOf("description")} />
        <fieldset className={rows.group}>
          <legend>{t("kinds")}</legend>
          {KINDS.map((kind) => (
            <Choice key={kind} type="checkbox" name="kinds" value={kind} label={t(`kind.${kind}`)} hint={typeOf(kind)} />
          ))}
          {errorOf("kinds") && <p className={rows.warned}>{errorOf("kinds")}</p>}
        </fieldset>
        <div className={rows.group}>
          <label htmlFor={queryId}>{t("query")}</label>
          <textarea id={queryId} className={styles.query} name="payloadQuery" rows={5} spellCheck={false} aria-describedby={`${queryId}-hint`} />
          <p id={`${queryId}-hint`} className={errorOf("payloadQuery") ? rows.warned : rows.muted}>
            {errorOf("payloadQuery") ?? t("queryHint")}
          </p>
        </div>
        {failure && !FIELDS.includes(failure.field ?? "") && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
        <Button type="submit" isBusy={isBusy}>
          {t("create")}
        </Button>
      </form>
      {secret && <SecretDialog secret={secret} isRotated={false} onDone={forget} />}
    </Card>
  );
}

function useCreatedWebhook() {
  const { refresh } = useRefreshSignal();
  const run = usePresence();
  const [, keep] = useMutation(CreateWebhook);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [secret, setSecret] = useState<string | null>(null);

  async function create(data: FormData): Promise<boolean> {
    if (isBusy) return false;
    setIsBusy(true);
    setFailure(null);
    const input = {
      url: textOf(data, "url").trim(),
      description: textOf(data, "description"),
      kinds: data.getAll("kinds").map(String) as WebhookEventKind[],
      payloadQuery: textOf(data, "payloadQuery").trim() || null,
    };
    const made = await run(async () => outcomeOf(await keep({ input })));
    setIsBusy(false);
    setFailure(made.failure);
    setSecret(made.data?.createWebhook.secret ?? null);
    if (made.data) refresh();
    return made.data !== null;
  }
  return { create, forget: () => setSecret(null), isBusy, failure, secret };
}
