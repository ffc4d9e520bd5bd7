"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { isOver } from "@/features/jobs/job-progress";
import { ProgressBar } from "@/features/jobs/progress-bar";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import { useJob } from "@/features/jobs/use-job";
import { useNoteText } from "@/features/jobs/use-note-text";
import { CloseIcon } from "@/ui/icons";
import { IconButton } from "@/ui/button";
import { useFailureText } from "@/ui/use-failure-text";
import { UploadOutcomeLine } from "./upload-outcome";
import { describeUpload } from "./describe-upload";
import type { Upload } from "./upload-state";
import styles from "./upload-row.module.css";

/** One file on its way: its name, a bar while it moves, and in words what is happening or came of it. */
export function UploadRow({ upload, onDismiss }: { upload: Upload; onDismiss: () => void }) {
  const t = useTranslations("uploads");
  const failureText = useFailureText();
  const noteText = useNoteText();
  const { refresh } = useRefreshSignal();
  const { phase } = upload;
  const job = useJob(phase.name === "working" ? phase.jobId : null);
  const view = describeUpload(phase, job);
  const isJobOver = phase.name === "working" && isOver(job.state);

  useEffect(() => {
    if (isJobOver) refresh();
  }, [isJobOver, refresh]);

  return (
    <li className={styles.row} data-status={view.status} data-testid="upload">
      <div className={styles.head}>
        <span className={styles.name}>{upload.filename}</span>
        {view.status === "moving" && <span className={styles.percent}>{view.percent}%</span>}
        {view.status !== "moving" && (
          <IconButton label={t("dismiss", { filename: upload.filename })} onClick={onDismiss}>
            <CloseIcon />
          </IconButton>
        )}
      </div>
      {view.status === "moving" && <ProgressBar percent={view.percent} label={t("progressOf", { filename: upload.filename })} />}
      <div className={styles.message} role="status">
        {view.failure && <span className={styles.failed}>{failureText(view.failure)}</span>}
        {view.status === "moving" && (view.note ? noteText(view.note) : t(`phase.${view.step}`))}
        {view.status === "done" && phase.name === "working" && <UploadOutcomeLine subjectId={phase.subjectId} />}
      </div>
    </li>
  );
}
