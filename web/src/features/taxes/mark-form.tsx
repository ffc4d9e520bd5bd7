"use client";

import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { textOf } from "@/features/session/text-of";
import type { TaxDeadlineKind } from "@/gql/graphql";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/text-field";
import rows from "@/ui/rows.module.css";
import styles from "./deadlines.module.css";

type MarkFormProps = { kind: TaxDeadlineKind; today: string; isBusy: boolean; onDay: (day: string) => void; onLeave: () => void };

/** On which day a deadline was met, in its place in the list. */
export function MarkForm({ kind, today, isBusy, onDay, onLeave }: MarkFormProps) {
  const t = useTranslations("taxes");
  const common = useTranslations("common");

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onDay(textOf(new FormData(event.currentTarget), "doneOn"));
  }

  return (
    <form className={styles.mark} onSubmit={submit} onKeyDown={(event) => event.key === "Escape" && onLeave()}>
      <TextField label={t(`markDay.${kind}`)} name="doneOn" type="date" defaultValue={today} max={today} required autoFocus />
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
