"use client";

import { useTranslations } from "next-intl";
import type { FactorsFragment } from "@/gql/graphql";
import { AskFirst } from "@/ui/ask-first";
import { Button } from "@/ui/button";
import { useLastUse } from "./use-last-use";
import rows from "@/ui/rows.module.css";

type AppRowProps = {
  totp: FactorsFragment["totp"];
  isBusy: boolean;
  onSetUp: () => void;
  onRemove: () => void;
};

/** The authenticator app: there is one, or none. */
export function AppRow({ totp, isBusy, onSetUp, onRemove }: AppRowProps) {
  const t = useTranslations("factors");
  const lastUse = useLastUse();
  return (
    <li className={rows.row} data-testid="authenticator-app">
      <div className={rows.summary}>
        <strong>{t("app")}</strong>
        <span className={rows.muted}>{totp?.confirmedAt ? lastUse(totp.confirmedAt, totp.lastUsedAt) : t("appText")}</span>
      </div>
      {totp?.confirmedAt ? (
        <AskFirst
          look="quiet"
          label={t("remove")}
          name={t("removeNamed", { name: t("app") })}
          title={t("removeAppTitle")}
          text={t("removeAppText")}
          yes={t("remove")}
          isBusy={isBusy}
          onYes={onRemove}
        />
      ) : (
        <Button look="secondary" isBusy={isBusy} aria-label={t("setUpNamed", { name: t("app") })} onClick={onSetUp}>
          {t("setUp")}
        </Button>
      )}
    </li>
  );
}
