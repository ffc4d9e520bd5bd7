"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useMutation } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import { usePresence } from "@/features/presence/presence-context";
import type { Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { RemovePayee } from "./payee-operations";
import { PayeePage } from "./payee-page";
import rows from "@/ui/rows.module.css";

/** Whom the person saved to pay, newest first, each with a way to forget them. */
export function PayeeList() {
  const t = useTranslations("payees");
  const failureText = useFailureText();
  const { refresh } = useRefreshSignal();
  const run = usePresence();
  const [, send] = useMutation(RemovePayee);
  const [removingId, setRemovingId] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [cursors, setCursors] = useState<(string | null)[]>([null]);

  async function remove(id: string) {
    setRemovingId(id);
    const outcome = await run(async () => outcomeOf(await send({ input: { id } })));
    setFailure(outcome.failure);
    setRemovingId(null);
    refresh();
  }

  return (
    <Card title={t("list")}>
      <p className={rows.muted}>{t("lead")}</p>
      {failure && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
      {cursors.map((after, index) => (
        <PayeePage
          key={after ?? "first"}
          after={after}
          isLast={index === cursors.length - 1}
          removingId={removingId}
          onRemove={(id) => void remove(id)}
          onMore={(cursor) => setCursors((current) => [...current, cursor])}
        />
      ))}
    </Card>
  );
}
