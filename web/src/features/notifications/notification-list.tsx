"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useMutation } from "urql";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import { formatMoney } from "@/format/money";
import type { NotificationFieldsFragment } from "@/gql/graphql";
import { failureOf, type Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { READ_EVENT } from "./use-unread";
import { MarkNotificationsRead, Notifications } from "./notification-operations";
import rows from "@/ui/rows.module.css";
import styles from "./notifications.module.css";

const PAGE_SIZE = 30;

/** What the person was told, newest first. Going to one marks it as read. */
export function NotificationList() {
  const t = useTranslations("notifications");
  const failureText = useFailureText();
  const [first, setFirst] = useState(PAGE_SIZE);
  const [{ data, error }, ask] = useLiveQuery({ query: Notifications, variables: { first }, requestPolicy: "cache-and-network" });
  const [{ fetching }, mark] = useMutation(MarkNotificationsRead);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const failure = refusal ?? (error && !data ? failureOf(error) : null);
  const told = data?.notifications.edges.map(({ node }) => node);

  async function read(ids: string[] | null) {
    setRefusal(outcomeOf(await mark({ input: { ids } })).failure);
    ask({ requestPolicy: "network-only" });
    window.dispatchEvent(new Event(READ_EVENT));
  }

  const readAll = (data?.unreadNotifications ?? 0) > 0 && (
    <Button look="quiet" isBusy={fetching} onClick={() => void read(null)}>
      {t("readAll")}
    </Button>
  );
  return (
    <Card title={t("list")} action={readAll}>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      {!told && !failure && <Skeleton lines={4} height={48} />}
      {told?.length === 0 && <p className={rows.muted}>{t("none")}</p>}
      <ul className={rows.list}>
        {told?.map((one) => (
          <NotificationRow key={one.id} told={one} onRead={() => void read([one.id])} />
        ))}
      </ul>
      {data?.notifications.pageInfo.hasNextPage && first < 100 && (
        <Button look="secondary" onClick={() => setFirst(100)}>
          {t("more")}
        </Button>
      )}
    </Card>
  );
}

function NotificationRow({ told, onRead }: { told: NotificationFieldsFragment; onRead: () => void }) {
  const t = useTranslations("notifications");
  const format = useFormatter();
  const locale = useLocale();
  const day = told.day && format.dateTime(new Date(`${told.day}T00:00:00Z`), { dateStyle: "long", timeZone: "UTC" });
  const parts = [told.label, told.amount && formatMoney(told.amount, locale), day].filter(Boolean);
  return (
    <li className={rows.row} data-testid="notification">
      <div className={rows.summary}>
        <span>
          <Link href={told.path} className={styles.told} onClick={() => told.readAt ?? onRead()}>
            {t(`told.${told.kind}`)}
          </Link>{" "}
          {!told.readAt && <span className={rows.badge}>{t("new")}</span>}
        </span>
        <span className={rows.muted}>{parts.join(" · ")}</span>
        <time className={rows.muted} dateTime={told.createdAt}>
          {format.dateTime(new Date(told.createdAt), { dateStyle: "medium", timeStyle: "short" })}
        </time>
      </div>
      {!told.readAt && (
        <Button look="quiet" aria-label={t("readNamed", { what: t(`told.${told.kind}`) })} onClick={onRead}>
          {t("read")}
        </Button>
      )}
    </li>
  );
}
