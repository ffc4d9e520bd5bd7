"use client";

import { useState } from "react";
import { useMutation } from "urql";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import type { NoticeChannel, NoticeKind, SetNotificationTimesInput } from "@/gql/graphql";
import { failureOf, type Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { NotificationSettings, SetNotificationChoices, SetNotificationTimes } from "./notification-operations";

/** How the person is told, and the ways to change it. What is saved is shown as the API keeps it. */
export function useSettings() {
  const [{ data, error }, reload] = useLiveQuery({ query: NotificationSettings, requestPolicy: "cache-and-network" });
  const [{ fetching: isChoosing }, choose] = useMutation(SetNotificationChoices);
  const [{ fetching: isTiming }, time] = useMutation(SetNotificationTimes);
  const [failure, setFailure] = useState<Failure | null>(null);

  return {
    settings: data?.notificationSettings,
    isBusy: isChoosing || isTiming,
    failure: failure ?? (error && !data ? failureOf(error) : null),
    reload: () => reload({ requestPolicy: "network-only" }),
    async choose(kind: NoticeKind, channel: NoticeChannel, isOn: boolean): Promise<boolean> {
      const { data: kept, failure: refusal } = outcomeOf(await choose({ input: { choices: [{ kind, channel, isOn }] } }));
      setFailure(refusal);
      reload({ requestPolicy: "network-only" });
      return kept !== null;
    },
    async time(input: SetNotificationTimesInput): Promise<boolean> {
      const { data: kept, failure: refusal } = outcomeOf(await time({ input }));
      setFailure(refusal);
      if (kept) reload({ requestPolicy: "network-only" });
      return kept !== null;
    },
  };
}

export type SettingsActions = ReturnType<typeof useSettings>;
