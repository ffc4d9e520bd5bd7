"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { InsightRow } from "./insight-row";
import { MutedKinds } from "./muted-kinds";
import { useInsights } from "./use-insights";
import rows from "@/ui/rows.module.css";

/** What was noticed and is worth a look, newest first, and the kinds that are muted. */
export function InsightsCard() {
  const t = useTranslations("insights");
  const failureText = useFailureText();
  const { data, failure, learnt, dismiss, mute, unmute } = useInsights();
  const edges = data?.insights.edges ?? [];
  return (
    <Card title={t("title")}>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      {!data && !failure && <Skeleton lines={2} height={44} />}
      {data && edges.length === 0 && <p className={rows.muted}>{t("none")}</p>}
      <ul className={rows.list}>
        {edges.map(({ node }) => (
          <InsightRow key={node.id} insight={node} onDismiss={() => void dismiss(node)} onMute={() => void mute(node.kind)} />
        ))}
      </ul>
      {data?.insights.pageInfo.hasNextPage && <p className={rows.muted}>{t("more", { count: edges.length })}</p>}
      <p role="status" className={rows.muted}>
        {learnt && t("learnt", { kind: t(`kind.${learnt}`) })}
      </p>
      {data && <MutedKinds muted={data.mutedInsights} onUnmute={(kind) => void unmute(kind)} />}
    </Card>
  );
}
