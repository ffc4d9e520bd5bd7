"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/ui/card";
import { SmallSelect } from "@/ui/small-select";
import { ACTION_GROUPS, type ActionGroup } from "./action-groups";
import { HistoryPage } from "./history-page";
import styles from "./history.module.css";

const GROUPS = Object.keys(ACTION_GROUPS) as ActionGroup[];

/** The person's history, newest first, whole or one sort of entries. */
export function HistoryPanel() {
  const t = useTranslations("history");
  const [group, setGroup] = useState<ActionGroup>("all");
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const actions = ACTION_GROUPS[group];

  function choose(chosen: ActionGroup) {
    setGroup(chosen);
    setCursors([null]);
  }

  const select = (
    <SmallSelect label={t("show")} value={group} onChoose={(chosen) => choose(chosen as ActionGroup)}>
      {GROUPS.map((each) => (
        <option key={each} value={each}>
          {t(`groups.${each}`)}
        </option>
      ))}
    </SmallSelect>
  );
  return (
    <Card title={t("title")} action={select}>
      <p className={styles.muted}>{t("lead")}</p>
      {cursors.map((after, index) => (
        <HistoryPage
          key={`${group} ${after ?? "first"}`}
          after={after}
          actions={actions && [...actions]}
          isLast={index === cursors.length - 1}
          onMore={(cursor) => setCursors((current) => [...current, cursor])}
        />
      ))}
    </Card>
  );
}
