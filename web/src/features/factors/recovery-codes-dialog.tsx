"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import { Dialog } from "@/ui/dialog";
import { codesFile } from "./secret-text";
import rows from "@/ui/rows.module.css";
import styles from "./factors.module.css";

type RecoveryCodesDialogProps = { codes: readonly string[]; onKept: () => void };

/** The codes, this once. Only the person's own word closes it: a slip of the keyboard would lose them. */
export function RecoveryCodesDialog({ codes, onKept }: RecoveryCodesDialogProps) {
  const t = useTranslations("factors");
  const file = useTextFile(codesFile(codes, t("codesFile")));
  return (
    <Dialog title={t("codesTitle")}>
      <p className={styles.text}>{t("codesText")}</p>
      <ol className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={rows.choices}>
        <CopyButton look="secondary" text={codes.join("\n")} />
        {file && (
          <a className={rows.asButton} href={file} download="solvent-recovery-codes.txt">
            {t("downloadCodes")}
          </a>
        )}
      </div>
      <div className={rows.choices}>
        <Button onClick={onKept}>{t("kept")}</Button>
      </div>
    </Dialog>
  );
}

/** An address in this browser that holds a text, for as long as it is shown. */
function useTextFile(text: string): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    const timer = setTimeout(() => setAddress(made));
    return () => {
      clearTimeout(timer);
      URL.revokeObjectURL(made);
    };
  }, [text]);
  return address;
}
