"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useMutation } from "urql";
import { useLiveQuery, useRefreshSignal } from "@/features/jobs/refresh-signal";
import type { LeadsQuery } from "@/gql/graphql";
import { failureOf, type Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { AskFirst } from "@/ui/ask-first";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { useFailureText } from "@/ui/use-failure-text";
import { HandedOver } from "./handed-over";
import { Leads, WithdrawLead } from "./marketplace-operations";
import rows from "@/ui/rows.module.css";
import styles from "./marketplace.module.css";

type Lead = LeadsQuery["leads"][number];

/** The person's requests to partners: where each stands, how it came there, what was handed over, and the way back. */
export function LeadsCard() {
  const t = useTranslations("marketplace");
  const failureText = useFailureText();
  const locale = useLocale();
  const { refresh } = useRefreshSignal();
  const [{ data, error }] = useLiveQuery({ query: Leads, variables: { locale }, requestPolicy: "cache-and-network" });
  const [, run] = useMutation(WithdrawLead);
  const [busyId, setBusyId] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const shown = refusal ?? (error ? failureOf(error) : null);

  async function withdraw(leadId: string): Promise<void> {
    setBusyId(leadId);
    const { failure } = outcomeOf(await run({ input: { leadId } }));
    setBusyId(null);
    setRefusal(failure);
    refresh();
  }

  if (!shown && !data?.leads.length) return null;
  return (
    <Card title={t("requests")}>
      {shown && <ErrorNotice>{failureText(shown)}</ErrorNotice>}
      <ul className={rows.list}>
        {data?.leads.map((lead) => (
          <LeadRow key={lead.id} lead={lead} isBusy={busyId === lead.id} onWithdraw={() => void withdraw(lead.id)} />
        ))}
      </ul>
    </Card>
  );
}

function LeadRow({ lead, isBusy, onWithdraw }: { lead: Lead; isBusy: boolean; onWithdraw: () => void }) {
  const t = useTranslations("marketplace");
  const format = useFormatter();
  const isOver = lead.status === "WITHDRAWN";
  const moment = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" });
  return (
    <li className={rows.row} data-testid="lead">
      <div className={rows.summary}>
        <span>
          <strong>{lead.offer.title}</strong>{" "}
          <span className={isOver || lead.status === "LOST" ? rows.quietBadge : rows.badge}>{t(`status.${lead.status}`)}</span>
        </span>
        <span className={rows.muted}>{lead.offer.partner.name}</span>
        <details className={styles.why}>
          <summary>{t("story")}</summary>
          <ol>
            {lead.steps.map(({ status, party, at }) => (
              <li key={at}>
                {moment(at)}: {t(`status.${status}`)} ({t(`party.${party}`)})
              </li>
            ))}
          </ol>
          {isOver ? <p className={rows.muted}>{t("erased")}</p> : <HandedOver values={lead.handedOver} />}
          <p className={rows.muted}>{t("agreedTo", { text: lead.consentText })}</p>
        </details>
      </div>
      {!isOver && (
        <AskFirst
          look="quiet"
          label={t("withdraw")}
          name={t("withdrawNamed", { title: lead.offer.title })}
          title={t("withdrawTitle")}
          text={t("withdrawText", { partner: lead.offer.partner.name })}
          yes={t("withdrawYes")}
          isBusy={isBusy}
          onYes={onWithdraw}
        />
      )}
    </li>
  );
}
