"use client";

import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { textOf } from "@/features/session/text-of";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/text-field";
import { LONGEST_NAME } from "./passkey-name";
import rows from "@/ui/rows.module.css";
import styles from "./factors.module.css";

type RenameFormProps = { name: string; isBusy: boolean; onName: (name: string) => void; onLeave: () => void };

/** Another name for a passkey, in its place in the list. */
export function RenameForm({ name, isBusy, onName, onLeave }: RenameFormProps) {
  const t = useTranslations("factors");
  const common = useTranslations("common");

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const next = textOf(new FormData(event.currentTarget), "name").trim();
    if (next) onName(next);
  }

  return (
    <form className={styles.rename} onSubmit={submit} onKeyDown={(event) => event.key === "Escape" && onLeave()}>
      <TextField label={t("passkeyName")} name="name" defaultValue={name} maxLength={LONGEST_NAME} required autoFocus />
      <div className={rows.choices}>
        <Button type="submit" isBusy={isBusy}>
          {t("save")}
        </Button>
        <Button look="quiet" onClick={onLeave}>
          {common("notNow")}
        </Button>
      </div>
    </form>
  );
}
