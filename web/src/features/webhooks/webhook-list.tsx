"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import type { WebhookFieldsFragment } from "@/gql/graphql";
import { failureOf } from "@/graphql/failure";
import { AskFirst } from "@/ui/ask-first";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { typeOf } from "./event-kinds";
import { SecretDialog } from "./secret-dialog";
import { useWebhookActions } from "./use-webhook-actions";
import { Webhooks as Query } from "./webhook-operations";
import rows from "@/ui/rows.module.css";

type Actions = ReturnType<typeof useWebhookActions>;

/** The person's webhooks, each with what can be done with it. */
export function WebhookList() {
  const t = useTranslations("webhooks");
  const failureText = useFailureText();
  const [{ data, error }] = useLiveQuery({ query: Query, requestPolicy: "cache-and-network" });
  const actions = useWebhookActions();
  const shown = actions.failure ?? (error ? failureOf(error) : null);
  const webhooks = data?.webhooks.edges.map(({ node }) => node);

  return (
    <Card title={t("mine")}>
      {shown && <ErrorNotice>{failureText(shown)}</ErrorNotice>}
      {!webhooks && !error && <Skeleton lines={2} height={48} />}
      {webhooks?.length === 0 && <p className={rows.muted}>{t("none")}</p>}
      <ul className={rows.list}>
        {webhooks?.map((webhook) => (
          <WebhookRow key={webhook.id} webhook={webhook} actions={actions} />
        ))}
      </ul>
      {actions.secret && <SecretDialog secret={actions.secret} isRotated onDone={actions.forgetSecret} />}
    </Card>
  );
}

function WebhookRow({ webhook, actions }: { webhook: WebhookFieldsFragment; actions: Actions }) {
  const t = useTranslations("webhooks");
  const format = useFormatter();
  const { id, url, status, appName } = webhook;
  const isBusy = actions.busyId === id;
  const isActive = status === "ACTIVE";
  const day = (moment: string) => format.dateTime(new Date(moment), { dateStyle: "medium", timeStyle: "short" });
  return (
    <li className={rows.row} data-testid="webhook">
      <div className={rows.summary}>
        <span>
          <strong>{webhook.description || url}</strong> <span className={isActive ? rows.badge : rows.quietBadge}>{t(`status.${status}`)}</span>
        </span>
        {webhook.description && <span className={rows.muted}>{url}</span>}
        {appName && <span className={rows.muted}>{t("ofApp", { app: appName })}</span>}
        <span className={rows.muted}>{webhook.kinds.map(typeOf).join(", ")}</span>
        {webhook.disabledReason && <span className={rows.warned}>{t(`disabled.${webhook.disabledReason}`)}</span>}
        {isActive && webhook.failingSince && <span className={rows.warned}>{t("failing", { since: day(webhook.failingSince) })}</span>}
      </div>
      <div className={rows.choices}>
        {isActive && (
          <Button look="quiet" isBusy={isBusy} aria-label={t("testNamed", { url })} onClick={() => void actions.test(id)}>
            {t("test")}
          </Button>
        )}
        {!appName && <Changes webhook={webhook} actions={actions} isBusy={isBusy} />}
        <AskFirst
          look="quiet"
          label={t("remove")}
          name={t("removeNamed", { url })}
          title={t("removeTitle")}
          text={t("removeText")}
          yes={t("removeNow")}
          isBusy={isBusy}
          onYes={() => void actions.remove(id)}
        />
      </div>
    </li>
  );
}

/** What is the person's to change: what an app keeps, the app alone changes. */
function Changes({ webhook, actions, isBusy }: { webhook: WebhookFieldsFragment; actions: Actions; isBusy: boolean }) {
  const t = useTranslations("webhooks");
  const { id, url } = webhook;
  const isActive = webhook.status === "ACTIVE";
  return (
    <>
      <Button look="quiet" isBusy={isBusy} aria-label={t(isActive ? "pauseNamed" : "resumeNamed", { url })} onClick={() => void actions.pause(id, isActive)}>
        {t(isActive ? "pause" : "resume")}
      </Button>
      <AskFirst
        look="quiet"
        label={t("rotate")}
        name={t("rotateNamed", { url })}
        title={t("rotateTitle")}
        text={t("rotateText")}
        yes={t("rotateNow")}
        isBusy={isBusy}
        onYes={() => void actions.rotate(id)}
      />
    </>
  );
}
