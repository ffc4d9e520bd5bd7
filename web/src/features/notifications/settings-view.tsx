"use client";

import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { ChoicesCard } from "./choices-card";
import { PushCard } from "./push-card";
import { TimesCard } from "./times-card";
import { useSettings } from "./use-settings";

/** What to be told of, over which channels, and when. */
export function SettingsView() {
  const failureText = useFailureText();
  const actions = useSettings();
  const { settings, failure } = actions;
  return (
    <>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      {!settings && !failure && <Skeleton lines={6} height={40} />}
      {settings && <ChoicesCard settings={settings} actions={actions} />}
      {settings && <TimesCard key={settings.timeZone} settings={settings} actions={actions} />}
      {settings && <PushCard settings={settings} onChanged={actions.reload} />}
    </>
  );
}
