"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { maskNumber } from "@/features/accounts/mask-number";
import { useAccounts } from "@/features/accounts/use-accounts";
import { Choice } from "@/ui/choice";
import rows from "@/ui/rows.module.css";
import styles from "./grants.module.css";

/** All accounts, also those to come, or some of them. */
export function AccountChoice({ error }: { error: string | undefined }) {
  const t = useTranslations("access");
  const { accounts } = useAccounts();
  const [isSome, setIsSome] = useState(false);
  const hasAccounts = accounts !== undefined && accounts.length > 0;

  return (
    <fieldset className={rows.group}>
      <legend>{t("accounts")}</legend>
      <Choice
        type="radio"
        name="accounts"
        value="all"
        checked={!isSome}
        onChange={() => setIsSome(false)}
        label={t("allAccounts")}
        hint={t("allAccountsText")}
      />
      {hasAccounts && (
        <Choice type="radio" name="accounts" value="some" checked={isSome} onChange={() => setIsSome(true)} label={t("someAccounts")} />
      )}
      {isSome && (
        <div className={styles.inner}>
          {accounts?.map((account) => (
            <Choice
              key={account.id}
              type="checkbox"
              name="accountId"
              value={account.id}
              label={[account.name, maskNumber(account.number)].filter(Boolean).join(" · ")}
            />
          ))}
        </div>
      )}
      {error && (
        <p className={rows.warned} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
