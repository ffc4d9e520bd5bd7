"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useMutation } from "urql";
import { useLiveQuery, useRefreshSignal } from "@/features/jobs/refresh-signal";
import type { WebhookDeliveriesQuery } from "@/gql/graphql";
import { failureOf, type Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { typeOf } from "./event-kinds";
import { RedeliverWebhook, WebhookDeliveries as Query } from "./webhook-operations";
import rows from "@/ui/rows.module.css";
import styles from "./webhooks.module.css";

const PAGE = 20;
type Delivery = WebhookDeliveriesQuery["webhookDeliveries"]["edges"][number]["node"];

/** What was sent, newest first, and how it went. */
export function DeliveryLog() {
  const t = useTranslations("webhooks");
  const failureText = useFailureText();
  const { refresh } = useRefreshSignal();
  const [first, setFirst] = useState(PAGE);
  const [{ data, error }] = useLiveQuery({ query: Query, variables: { first }, requestPolicy: "cache-and-network" });
  const [, repeat] = useMutation(RedeliverWebhook);
  const [failure, setFailure] = useState<Failure | null>(null);
  const shown = failure ?? (error ? failureOf(error) : null);
  const edges = data?.webhookDeliveries.edges;

  async function sendAgain(id: string) {
    setFailure(outcomeOf(await repeat({ input: { id } })).failure);
    refresh();
  }

  return (
    <Card
      title={t("log")}
      action={
        <Button look="quiet" onClick={refresh}>
          {t("lookAgain")}
        </Button>
      }
    >
      {shown && <ErrorNotice>{failureText(shown)}</ErrorNotice>}
      {!edges && !error && <Skeleton lines={3} height={48} />}
      {edges?.length === 0 && <p className={rows.muted}>{t("noneSent")}</p>}
      <ul className={rows.list}>
        {edges?.map(({ node }) => (
          <DeliveryRow key={node.id} delivery={node} onRepeat={() => void sendAgain(node.id)} />
        ))}
      </ul>
      {data?.webhookDeliveries.pageInfo.hasNextPage && first < 100 && (
        <Button look="secondary" onClick={() => setFirst((before) => Math.min(100, before + PAGE))}>
          {t("more")}
        </Button>
      )}
    </Card>
  );
}

function DeliveryRow({ delivery, onRepeat }: { delivery: Delivery; onRepeat: () => void }) {
  const t = useTranslations("webhooks");
  const format = useFormatter();
  const at = (moment: string) => format.dateTime(new Date(moment), { dateStyle: "short", timeStyle: "medium" });
  const type = typeOf(delivery.kind);
  return (
    <li className={rows.row} data-testid="delivery">
      <div className={rows.summary}>
        <span>
          <strong>{type}</strong> <span className={delivery.state === "DELIVERED" ? rows.badge : rows.quietBadge}>{t(`state.${delivery.state}`)}</span>
        </span>
        <span className={rows.muted}>
          {at(delivery.createdAt)} · {delivery.webhook.url}
        </span>
        <span className={rows.muted}>
          {t("attempts", { count: delivery.attempts })}
          {delivery.statusCode !== null && ` · HTTP ${delivery.statusCode}`}
          {delivery.durationMs !== null && ` · ${t("took", { milliseconds: delivery.durationMs })}`}
          {delivery.nextAttemptAt && delivery.attempts > 0 && ` · ${t("next", { at: at(delivery.nextAttemptAt) })}`}
        </span>
        {delivery.error && <span className={rows.warned}>{delivery.error}</span>}
        {delivery.answer && (
          <details className={styles.answer}>
            <summary>{t("answer")}</summary>
            <pre>{delivery.answer}</pre>
          </details>
        )}
      </div>
      {delivery.state !== "PENDING" && (
        <Button look="quiet" aria-label={t("repeatNamed", { type })} onClick={onRepeat}>
          {t("repeat")}
        </Button>
      )}
    </li>
  );
}
