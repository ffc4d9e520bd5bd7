"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import { Dialog } from "@/ui/dialog";
import rows from "@/ui/rows.module.css";

/** A secret, this once: no Escape takes it away before the person says that they have it. */
export function SecretDialog({ secret, isRotated, onDone }: { secret: string; isRotated: boolean; onDone: () => void }) {
  const t = useTranslations("webhooks");
  return (
    <Dialog title={t("secretTitle")}>
      <p className={rows.muted}>{isRotated ? t("rotatedText") : t("secretText")}</p>
      <p className={rows.choices}>
        <code data-testid="webhook-secret">{secret}</code> <CopyButton text={secret} look="secondary" />
      </p>
      <Button onClick={onDone}>{t("secretKept")}</Button>
    </Dialog>
  );
}
