"use client";

import { useTranslations } from "next-intl";
import { useSearchParams } from "next/navigation";
import { useLastUse } from "@/features/factors/use-last-use";
import { AskFirst } from "@/ui/ask-first";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { useOutsideAccounts } from "./use-outside-accounts";
import rows from "@/ui/rows.module.css";
import styles from "@/features/security/security.module.css";

/** Accounts elsewhere that open this one. Nothing where no provider is set up and none was linked. */
export function OutsideAccountsCard() {
  const t = useTranslations("outside");
  const failureText = useFailureText();
  const lastUse = useLastUse();
  const cameBack = useSearchParams().get("outside"); // what the visit that ended here came to
  const { providers, identities, failure, isBusy, link, unlink } = useOutsideAccounts();
  if (providers.length === 0 && identities.length === 0) return null;
  const shown = failure ?? (cameBack && cameBack !== "added" ? { code: cameBack, message: t("notAdded") } : null);

  return (
    <Card title={t("title")}>
      <div className={styles.stack}>
        <p className={rows.muted}>{t("text")}</p>
        {shown && <ErrorNotice>{failureText(shown)}</ErrorNotice>}
        {!shown && cameBack === "added" && <p role="status">{t("added")}</p>}
        <ul className={rows.list}>
          {identities.map(({ id, provider, email, linkedAt, lastUsedAt }) => (
            <li key={id} className={rows.row} data-testid="outside-account">
              <div className={rows.summary}>
                <strong>{provider ?? t("formerProvider")}</strong>
                <span className={rows.muted}>
                  {email} · {lastUse(linkedAt, lastUsedAt)}
                </span>
              </div>
              <AskFirst
                look="quiet"
                label={t("unlink")}
                name={t("unlinkNamed", { provider: provider ?? email })}
                title={t("unlinkTitle", { provider: provider ?? t("formerProvider") })}
                text={t("unlinkText")}
                yes={t("unlink")}
                isBusy={isBusy}
                onYes={() => void unlink(id)}
              />
            </li>
          ))}
        </ul>
        <div className={rows.choices}>
          {providers.map(({ code, name }) => (
            <Button key={code} look="secondary" isBusy={isBusy} onClick={() => void link(code)}>
              {t("link", { provider: name })}
            </Button>
          ))}
        </div>
      </div>
    </Card>
  );
}
