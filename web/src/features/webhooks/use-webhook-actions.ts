"use client";

import { useState } from "react";
import { useMutation } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import { usePresence } from "@/features/presence/presence-context";
import type { Failure } from "@/graphql/failure";
import { outcomeOf, type Outcome } from "@/graphql/outcome";
import { DeleteWebhook, RotateWebhookSecret, SendTestWebhook, UpdateWebhook } from "./webhook-operations";

/** What can be done with a webhook that is there. `secret` is a new one, to be shown once. */
export function useWebhookActions() {
  const { refresh } = useRefreshSignal();
  const run = usePresence();
  const [, change] = useMutation(UpdateWebhook);
  const [, rotateSecret] = useMutation(RotateWebhookSecret);
  const [, drop] = useMutation(DeleteWebhook);
  const [, tryOut] = useMutation(SendTestWebhook);
  const [busyId, setBusyId] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [secret, setSecret] = useState<string | null>(null);

  async function act<T>(id: string, what: () => Promise<Outcome<T>>): Promise<T | null> {
    setBusyId(id);
    setFailure(null);
    const outcome = await run(what);
    setFailure(outcome.failure);
    setBusyId(null);
    refresh();
    return outcome.data;
  }

  return {
    busyId,
    failure,
    secret,
    forgetSecret: () => setSecret(null),
    pause: (id: string, isPaused: boolean) => act(id, async () => outcomeOf(await change({ input: { id, isPaused } }))),
    remove: (id: string) => act(id, async () => outcomeOf(await drop({ input: { id } }))),
    test: (id: string) => act(id, async () => outcomeOf(await tryOut({ input: { id } }))),
    rotate: async (id: string) => {
      const done = await act(id, async () => outcomeOf(await rotateSecret({ input: { id } })));
      setSecret(done?.rotateWebhookSecret.secret ?? null);
    },
  };
}
