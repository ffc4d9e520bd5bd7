"use client";

import { useTranslations } from "next-intl";
import { AskFirst } from "@/ui/ask-first";
import rows from "@/ui/rows.module.css";

type RecoveryRowProps = { left: number; isBusy: boolean; onRenew: () => void };

const FEW = 3;

/** How many recovery codes are left, and the way to new ones. */
export function RecoveryRow({ left, isBusy, onRenew }: RecoveryRowProps) {
  const t = useTranslations("factors");
  return (
    <li className={rows.row} data-testid="recovery-codes">
      <div className={rows.summary}>
        <strong>{t("codes")}</strong>
        <span className={left <= FEW ? rows.warned : rows.muted}>{t("codesLeft", { count: left })}</span>
      </div>
      <AskFirst
        label={t("newCodes")}
        title={t("newCodesTitle")}
        text={t("newCodesText")}
        yes={t("newCodes")}
        isBusy={isBusy}
        onYes={onRenew}
      />
    </li>
  );
}
