"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { AddPasskeyDialog } from "./add-passkey-dialog";
import { AppRow } from "./app-row";
import { PasskeyList } from "./passkey-list";
import { RecoveryCodesDialog } from "./recovery-codes-dialog";
import { RecoveryRow } from "./recovery-row";
import { SetUpAppDialog } from "./set-up-app-dialog";
import { useFactors, type SetUp } from "./use-factors";
import rows from "@/ui/rows.module.css";

/** What the person has beside the password, and everything that changes it. */
export function FactorsCard() {
  const t = useTranslations("factors");
  const failureText = useFailureText();
  const all = useFactors();
  const { factors, failure, isBusy, codes } = all;
  const [setUp, setSetUp] = useState<SetUp | null>(null);
  const [isAdding, setIsAdding] = useState(false);
  const hasNone = factors?.kinds.length === 0;

  async function finish(recoveryCodes: readonly string[]) {
    setSetUp(null);
    setIsAdding(false);
    await all.added(recoveryCodes);
  }

  return (
    <Card title={t("title")}>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      {!factors && !failure && <Skeleton lines={3} height={48} />}
      {factors && (
        <>
          {hasNone && <p className={factors.isRequired ? rows.note : rows.muted}>{factors.isRequired ? t("required") : t("none")}</p>}
          <ul className={rows.list}>
            <AppRow
              totp={factors.totp ?? null}
              isBusy={isBusy}
              onSetUp={() => void all.beginTotp().then(setSetUp)}
              onRemove={() => void all.removeTotp()}
            />
            <PasskeyList
              passkeys={factors.passkeys}
              isBusy={isBusy}
              onAdd={() => setIsAdding(true)}
              onRename={async (id, name) => (await all.renamePasskey(id, name)) !== null}
              onRemove={(id) => void all.removePasskey(id)}
            />
            {!hasNone && <RecoveryRow left={factors.recoveryCodesLeft} isBusy={isBusy} onRenew={() => void all.newCodes()} />}
          </ul>
        </>
      )}
      {setUp && <SetUpAppDialog setUp={setUp} onDone={finish} onClose={() => setSetUp(null)} />}
      {isAdding && <AddPasskeyDialog onDone={finish} onClose={() => setIsAdding(false)} />}
      {codes.length > 0 && <RecoveryCodesDialog codes={codes} onKept={all.keepCodes} />}
    </Card>
  );
}
