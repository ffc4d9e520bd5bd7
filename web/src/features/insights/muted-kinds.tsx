"use client";

import { useTranslations } from "next-intl";
import type { InsightKind } from "@/gql/graphql";
import { Button } from "@/ui/button";
import rows from "@/ui/rows.module.css";
import styles from "./insights.module.css";

type Muted = { kind: InsightKind; byPerson: boolean };

/** The kinds that the person is told no more, each with a way back. */
export function MutedKinds({ muted, onUnmute }: { muted: readonly Muted[]; onUnmute: (kind: InsightKind) => void }) {
  const t = useTranslations("insights");
  if (muted.length === 0) return null;
  return (
    <details className={styles.muted}>
      <summary>{t("muted", { count: muted.length })}</summary>
      <ul className={rows.list}>
        {muted.map(({ kind, byPerson }) => (
          <li key={kind} className={rows.row} data-testid="muted-kind">
            <div className={styles.words}>
              <span>{t(`kind.${kind}`)}</span>
              <span className={rows.muted}>{t(byPerson ? "mutedByYou" : "mutedByDismissals")}</span>
            </div>
            <Button look="secondary" aria-label={t("unmuteNamed", { kind: t(`kind.${kind}`) })} onClick={() => onUnmute(kind)}>
              {t("unmute")}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
