"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useMutation } from "urql";
import type { NotificationSettingsFieldsFragment } from "@/gql/graphql";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { canPush, currentSubscription, subscribeBrowser, unsubscribeBrowser } from "./browser-push";
import { SubscribeToPush, UnsubscribeFromPush } from "./notification-operations";
import rows from "@/ui/rows.module.css";

type Here = "asking" | "impossible" | "off" | "on";
type PushCardProps = { settings: NotificationSettingsFieldsFragment; onChanged: () => void };

/** Push messages in this very browser: on and off. */
export function PushCard({ settings, onChanged }: PushCardProps) {
  const t = useTranslations("notifications");
  const failureText = useFailureText();
  const [here, setHere] = useState<Here>("asking");
  const [problem, setProblem] = useState<"denied" | "unreachable" | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [, subscribe] = useMutation(SubscribeToPush);
  const [, unsubscribe] = useMutation(UnsubscribeFromPush);

  useEffect(() => {
    let isOver = false;
    const look = async (): Promise<Here> => (canPush() ? ((await currentSubscription()) ? "on" : "off") : "impossible");
    void look().then((found) => {
      if (!isOver) setHere(found);
    });
    return () => {
      isOver = true;
    };
  }, []);

  async function switchOn() {
    const keys = await subscribeBrowser(settings.pushKey);
    if (!keys) {
      setProblem("denied");
      return;
    }
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const { data, failure: refusal } = outcomeOf(await subscribe({ input: { ...keys, timeZone } }));
    setFailure(refusal);
    if (data) setHere("on");
    else await unsubscribeBrowser();
  }

  async function switchOff() {
    const endpoint = await unsubscribeBrowser();
    if (endpoint) setFailure(outcomeOf(await unsubscribe({ input: { endpoint } })).failure);
    setHere("off");
  }

  async function change(work: () => Promise<void>) {
    setIsBusy(true);
    setProblem(null);
    setFailure(null);
    try {
      await work();
    } catch {
      setProblem("unreachable"); // the browser's own push service did not answer, or is switched off
    }
    setIsBusy(false);
    onChanged();
  }

  const isOn = here === "on" && settings.browsers > 0;
  return (
    <Card title={t("push")}>
      <p className={rows.muted}>{t("pushText", { count: settings.browsers })}</p>
      {problem && <ErrorNotice>{t(problem)}</ErrorNotice>}
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      {here === "impossible" && <p className={rows.muted}>{t("impossible")}</p>}
      {(here === "off" || here === "on") && (
        <Button look={isOn ? "secondary" : "primary"} isBusy={isBusy} onClick={() => void change(isOn ? switchOff : switchOn)}>
          {t(isOn ? "pushOff" : "pushOn")}
        </Button>
      )}
    </Card>
  );
}
