"use client";

import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import type { InsightFieldsFragment } from "@/gql/graphql";
import { Button } from "@/ui/button";
import { insightValues } from "./insight-values";
import { placeOfAction } from "./place-of-action";
import rows from "@/ui/rows.module.css";
import styles from "./insights.module.css";

type InsightRowProps = { insight: InsightFieldsFragment; onDismiss: () => void; onMute: () => void };

/** One insight: what and why in a sentence, the one thing to do, and the ways to hear no more of it or of its kind. */
export function InsightRow({ insight, onDismiss, onMute }: InsightRowProps) {
  const t = useTranslations("insights");
  const locale = useLocale();
  const place = placeOfAction(insight.action);
  const named = `limits.${insight.topic ?? ""}` as Parameters<typeof t.has>[0];
  const label = insight.kind === "TAX_LIMIT" && insight.topic && t.has(named) ? t(named as never) : insight.label;
  const why = t(`why.${insight.kind}`, insightValues({ ...insight, label }, locale));
  return (
    <li className={rows.row} data-testid="insight" data-kind={insight.kind}>
      <div className={styles.words}>
        <span className={styles.kind}>{t(`kind.${insight.kind}`)}</span>
        <span>{why}</span>
      </div>
      <div className={styles.ways}>
        <Link href={place} className={styles.action} aria-label={`${t(`action.${insight.action}`)}: ${label}`}>
          {t(`action.${insight.action}`)}
        </Link>
        <Button look="quiet" aria-label={t("dismissNamed", { what: why })} onClick={onDismiss}>
          {t("dismiss")}
        </Button>
        <Button look="quiet" className={styles.mute} aria-label={t("muteNamed", { kind: t(`kind.${insight.kind}`) })} onClick={onMute}>
          {t("mute")}
        </Button>
      </div>
    </li>
  );
}
