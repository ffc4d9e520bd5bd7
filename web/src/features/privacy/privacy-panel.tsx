"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { ProgressBar } from "@/features/jobs/progress-bar";
import { AskFirst } from "@/ui/ask-first";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { usePrivacy } from "./use-privacy";
import styles from "./privacy.module.css";

/** Take everything along, or leave: both ask that it is really the person. */
export function PrivacyPanel() {
  const t = useTranslations("privacy");
  const format = useFormatter();
  const failureText = useFailureText();
  const { archive, deletion, isWorking, job, failure, exportData, deleteAccount, keepAccount } = usePrivacy();
  const [isBusy, setIsBusy] = useState(false);

  async function run(act: () => Promise<void>) {
    setIsBusy(true);
    await act();
    setIsBusy(false);
  }

  const day = (moment: string) => format.dateTime(new Date(moment), { dateStyle: "long" });
  return (
    <Card title={t("title")}>
      <div className={styles.part}>
        <p>{t("exportText")}</p>
        {archive?.download && archive.expiresAt && (
          <p>
            <a href={archive.download.url}>{t("download")}</a> {t("until", { day: day(archive.expiresAt) })}
          </p>
        )}
        <div role="status">{isWorking && <ProgressBar percent={job.percent} label={t("exporting")} />}</div>
        <Button look="secondary" isBusy={isWorking || isBusy} onClick={() => void run(exportData)}>
          {t("export")}
        </Button>
      </div>
      <div className={styles.part}>
        <p>{deletion ? t("deletionComing", { day: day(deletion.dueAt) }) : t("deleteText")}</p>
        {deletion ? (
          <Button look="secondary" isBusy={isBusy} onClick={() => void run(keepAccount)}>
            {t("keep")}
          </Button>
        ) : (
          <AskFirst
            label={t("deleteOpen")}
            title={t("deleteTitle")}
            text={t("confirmDelete")}
            yes={t("delete")}
            isBusy={isBusy}
            onYes={() => void run(deleteAccount)}
          />
        )}
      </div>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
    </Card>
  );
}
