"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import { Dialog } from "@/ui/dialog";
import rows from "@/ui/rows.module.css";
import styles from "./deadlines.module.css";

type CalendarAddressDialogProps = { url: string; onKept: () => void };

/** The address, this once. Only the person's own word closes it: a slip of the keyboard would lose it. */
export function CalendarAddressDialog({ url, onKept }: CalendarAddressDialogProps) {
  const t = useTranslations("taxes");
  return (
    <Dialog title={t("addressTitle")}>
      <p className={styles.text}>{t("addressText")}</p>
      <code className={styles.address} data-testid="calendar-address">
        {url}
      </code>
      <p className={rows.note}>{t("calendarWarning")}</p>
      <div className={rows.choices}>
        <CopyButton look="secondary" text={url} />
        <Button onClick={onKept}>{t("addressKept")}</Button>
      </div>
    </Dialog>
  );
}
