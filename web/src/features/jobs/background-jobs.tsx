"use client";

import { useTranslations } from "next-intl";
import type { JobState } from "@/gql/graphql";
import { useFollowedJobs } from "./followed-jobs";
import { ProgressBar } from "./progress-bar";
import { useActiveJobs } from "./use-active-jobs";
import { useNoteText } from "./use-note-text";
import styles from "./background-jobs.module.css";

/** What is being worked on for this person right now and is not shown elsewhere: the follow-up work of an upload. */
export function BackgroundJobs() {
  const t = useTranslations("jobs");
  const noteText = useNoteText();
  const { ids: shownElsewhere } = useFollowedJobs();
  // A job that waits for another try does not move: a bar that stands still would only worry.
  const isMoving = (job: { state: JobState; attempts: number }) => job.state === "RUNNING" || job.attempts === 0;
  const jobs = useActiveJobs().filter((job) => isMoving(job) && !shownElsewhere.has(job.id));
  const first = jobs[0];
  if (!first) return null;
  return (
    <div className={styles.strip} role="status">
      <span className={styles.text}>
        {first.progressNote ? noteText(first.progressNote) : t("working")}
        {jobs.length > 1 && ` · ${t("more", { count: jobs.length - 1 })}`}
      </span>
      <ProgressBar percent={first.progress} label={t("working")} />
    </div>
  );
}
