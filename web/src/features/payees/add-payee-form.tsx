"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { useMutation } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import { usePresence } from "@/features/presence/presence-context";
import { textOf } from "@/features/session/text-of";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { AddPayee } from "./payee-operations";
import { useBankNames } from "./use-bank-names";
import rows from "@/ui/rows.module.css";

const FIELDS = ["name", "bankCode", "number"];
const LONGEST_NAME = 100;

/** Saves somebody to pay. The API wants to be sure of the person first. */
export function AddPayeeForm() {
  const t = useTranslations("payees");
  const failureText = useFailureText();
  const { refresh } = useRefreshSignal();
  const run = usePresence();
  const { banks } = useBankNames();
  const [, add] = useMutation(AddPayee);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [added, setAdded] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy) return;
    const form = event.currentTarget;
    const given = new FormData(form);
    const input = { name: textOf(given, "name").trim(), bankCode: textOf(given, "bankCode"), number: textOf(given, "number") };
    setIsBusy(true);
    setFailure(null);
    setAdded(null);
    const { data, failure: refusal } = await run(async () => outcomeOf(await add({ input })));
    setIsBusy(false);
    setFailure(refusal);
    if (!data) return;
    setAdded(data.addPayee.payee?.name ?? input.name);
    form.reset();
    refresh();
  }

  function errorOf(field: string): string | undefined {
    if (failure?.field !== field) return undefined;
    if (failure.code !== "INVALID_TEXT") return failureText(failure);
    return field === "name" ? t("invalidName") : t("invalidNumber");
  }

  const isOther = failure && !FIELDS.includes(failure.field ?? "");
  return (
    <Card title={t("add")}>
      <p className={rows.muted}>{t("addText")}</p>
      <form className={rows.form} onSubmit={(event) => void submit(event)}>
        <TextField label={t("name")} hint={t("nameHint")} name="name" autoComplete="off" maxLength={LONGEST_NAME} required error={errorOf("name")} />
        <SelectField label={t("bank")} name="bankCode" defaultValue="" required error={errorOf("bankCode")}>
          <option value="" disabled>
            {t("chooseBank")}
          </option>
          {banks.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t("number")}
          hint={t("numberHint")}
          name="number"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
          error={errorOf("number")}
        />
        {isOther && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
        <Button type="submit" isBusy={isBusy}>
          {t("save")}
        </Button>
        <div role="status">{added && <p className={rows.note}>{t("added", { name: added })}</p>}</div>
      </form>
    </Card>
  );
}
