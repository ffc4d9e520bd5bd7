"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { textOf } from "@/features/session/text-of";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import type { Banks } from "./use-banks";
import rows from "@/ui/rows.module.css";

/** Asks a bank for its consent. What is to be done at the bank then stands beside the connection. */
export function ConnectForm({ banks }: { banks: Banks }) {
  const t = useTranslations("banks");
  const failureText = useFailureText();
  const [asked, setAsked] = useState<string | null>(null);
  const connected = new Set(banks.connections?.map(({ bank }) => bank.code));
  const offered = banks.banks.filter(({ code }) => !connected.has(code));
  const { failure } = banks;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    setAsked(null);
    const made = await banks.connect(textOf(given, "bankCode"), textOf(given, "personRef").trim());
    if (!made) return;
    setAsked(made.connectBanks.connections[0]?.bank.name ?? null);
    form.reset();
  }

  return (
    <Card title={t("add")}>
      {offered.length === 0 ? (
        <p className={rows.muted}>{t("allConnected")}</p>
      ) : (
        <form className={rows.form} onSubmit={(event) => void submit(event)}>
          <p className={rows.muted}>{t("addText")}</p>
          <SelectField label={t("bank")} name="bankCode" required defaultValue="">
            <option value="" disabled>
              {t("chooseBank")}
            </option>
            {offered.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </SelectField>
          <TextField
            label={t("personRef")}
            hint={t("personRefHint")}
            name="personRef"
            autoComplete="off"
            required
            maxLength={100}
            error={failure?.field === "personRef" ? failureText(failure) : undefined}
          />
          <Button type="submit" isBusy={banks.busy === "connect"}>
            {t("connect")}
          </Button>
        </form>
      )}
      <p role="status" className={rows.muted}>
        {asked ? t("asked", { bank: asked }) : ""}
      </p>
    </Card>
  );
}
