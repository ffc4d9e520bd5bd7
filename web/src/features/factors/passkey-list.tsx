"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { HereByName } from "@/features/passkeys/here-by-name";
import { useHindrance } from "@/features/passkeys/use-hindrance";
import type { FactorsFragment } from "@/gql/graphql";
import { AskFirst } from "@/ui/ask-first";
import { Button } from "@/ui/button";
import { useFailureText } from "@/ui/use-failure-text";
import { RenameForm } from "./rename-form";
import { useLastUse } from "./use-last-use";
import rows from "@/ui/rows.module.css";
import styles from "./factors.module.css";

type Passkey = FactorsFragment["passkeys"][number];

type PasskeyListProps = {
  passkeys: readonly Passkey[];
  isBusy: boolean;
  onAdd: () => void;
  /** True where the API took the name. */
  onRename: (id: string, name: string) => Promise<boolean>;
  onRemove: (id: string) => void;
};

/** The passkeys, and the way to one more. */
export function PasskeyList({ passkeys, isBusy, onAdd, onRename, onRemove }: PasskeyListProps) {
  const t = useTranslations("factors");
  const failureText = useFailureText();
  const hindrance = useHindrance();
  return (
    <>
      <li className={rows.row}>
        <div className={rows.summary}>
          <strong>{t("passkeys")}</strong>
          <span className={rows.muted}>
            {t("passkeysText")} {hindrance && failureText(hindrance)} <HereByName />
          </span>
        </div>
        {!hindrance && (
          <Button look="secondary" isBusy={isBusy} onClick={onAdd}>
            {t("addPasskey")}
          </Button>
        )}
      </li>
      {passkeys.map((passkey) => (
        <PasskeyRow
          key={passkey.id}
          passkey={passkey}
          isBusy={isBusy}
          onRename={(name) => onRename(passkey.id, name)}
          onRemove={() => onRemove(passkey.id)}
        />
      ))}
    </>
  );
}

type PasskeyRowProps = {
  passkey: Passkey;
  isBusy: boolean;
  onRename: (name: string) => Promise<boolean>;
  onRemove: () => void;
};

function PasskeyRow({ passkey, isBusy, onRename, onRemove }: PasskeyRowProps) {
  const t = useTranslations("factors");
  const lastUse = useLastUse();
  const [isNaming, setIsNaming] = useState(false);
  const { name } = passkey;

  async function rename(next: string) {
    if (next === name || (await onRename(next))) setIsNaming(false);
  }

  return (
    <li className={`${rows.row} ${styles.inner}`} data-testid="passkey">
      <div className={rows.summary}>
        {isNaming ? (
          <RenameForm name={name} isBusy={isBusy} onName={(next) => void rename(next)} onLeave={() => setIsNaming(false)} />
        ) : (
          <span className={styles.name}>{name}</span>
        )}
        <span className={rows.muted}>
          {lastUse(passkey.createdAt, passkey.lastUsedAt)}
          {passkey.isBackedUp && ` · ${t("backedUp")}`}
        </span>
      </div>
      {!isNaming && (
        <div className={rows.choices}>
          <Button look="quiet" aria-label={t("renameNamed", { name })} onClick={() => setIsNaming(true)}>
            {t("rename")}
          </Button>
          <AskFirst
            look="quiet"
            label={t("remove")}
            name={t("removeNamed", { name })}
            title={t("removePasskeyTitle", { name })}
            text={t("removePasskeyText")}
            yes={t("remove")}
            isBusy={isBusy}
            onYes={onRemove}
          />
        </div>
      )}
    </li>
  );
}
