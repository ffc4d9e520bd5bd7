"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { failureOf, type Failure } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { ConnectedApps as Query, DisconnectApp } from "./app-operations";
import styles from "./apps.module.css";

/** The apps that may do something in the person's name, each with a way to shut it out. */
export function ConnectedApps() {
  const t = useTranslations("apps");
  const format = useFormatter();
  const failureText = useFailureText();
  const wordsIn = useLocale() === "ru" ? "RU" : "EN";
  const [{ data, error }, ask] = useQuery({ query: Query, variables: { wordsIn } });
  const [, disconnect] = useMutation(DisconnectApp);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function shutOut(id: string) {
    const answer = await disconnect({ input: { id } });
    setFailure(answer.error ? failureOf(answer.error) : (answer.data?.disconnectApp.errors[0] ?? null));
    ask({ requestPolicy: "network-only" });
  }

  const shown = failure ?? (error ? failureOf(error) : null);
  return (
    <Card title={t("connectedTitle")}>
      {shown && <ErrorNotice>{failureText(shown)}</ErrorNotice>}
      {!data && !error && <Skeleton lines={3} height={44} />}
      {data?.connectedApps.length === 0 && <p className={styles.hint}>{t("none")}</p>}
      <ul className={styles.apps}>
        {data?.connectedApps.map((app) => (
          <li key={app.id} className={styles.app}>
            <div>
              <strong>{app.appName}</strong>
              <p className={styles.hint}>{t("since", { day: format.dateTime(new Date(app.connectedAt), { dateStyle: "long" }) })}</p>
              <ul className={styles.scopes}>
                {app.scopes.map((scope) => (
                  <li key={scope.name}>{scope.words}</li>
                ))}
              </ul>
            </div>
            <Button look="secondary" aria-label={t("disconnectNamed", { app: app.appName })} onClick={() => void shutOut(app.id)}>
              {t("disconnect")}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
