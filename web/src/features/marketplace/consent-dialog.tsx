"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { useRefreshSignal } from "@/features/jobs/refresh-signal";
import type { LeadPreviewQuery } from "@/gql/graphql";
import { failureOf, type Failure } from "@/graphql/failure";
import { outcomeOf } from "@/graphql/outcome";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Dialog } from "@/ui/dialog";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { LeadPreview, RequestLead, type Offer } from "./marketplace-operations";
import { HandedOver } from "./handed-over";
import rows from "@/ui/rows.module.css";

type Shown = LeadPreviewQuery["leadPreview"];

/** What exactly a partner would be given, and the person's yes or no to it. */
export function ConsentDialog({ offer, onDone }: { offer: Offer; onDone: () => void }) {
  const t = useTranslations("marketplace");
  const failureText = useFailureText();
  const [{ data, error }, lookAgain] = useQuery({
    query: LeadPreview,
    variables: { offerId: offer.id },
    requestPolicy: "network-only",
  });
  const [isAgreed, setIsAgreed] = useState(false);
  const consent = t("consent", { partner: offer.partner.name });
  const { send, isBusy, failure } = useRequest(offer.id, consent, onDone, () => {
    setIsAgreed(false); // they agreed to other values
    lookAgain({ requestPolicy: "network-only" });
  });
  const shown = data?.leadPreview;
  const isWhole = shown?.values.every(({ value }) => value !== null) ?? false;
  const wrong = failure ?? (error ? failureOf(error) : null);

  return (
    <Dialog title={offer.title} onClose={onDone}>
      <p className={rows.muted}>{t("handsOver", { partner: offer.partner.name })}</p>
      {!shown && !error && <Skeleton lines={2} height={24} />}
      {shown && <HandedOver values={shown.values} />}
      {shown && !isWhole && <p className={rows.warned}>{t("valueUnknown")}</p>}
      {wrong && <ErrorNotice>{failureText(wrong)}</ErrorNotice>}
      {shown && isWhole && (
        <Choice
          type="checkbox"
          name="consent"
          label={consent}
          hint={t("consentHint")}
          checked={isAgreed}
          onChange={(event) => setIsAgreed(event.target.checked)}
        />
      )}
      <div className={rows.choices}>
        <Button isBusy={isBusy} disabled={!isAgreed || !isWhole} onClick={() => shown && void send(shown)}>
          {t("send")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("cancel")}
        </Button>
      </div>
    </Dialog>
  );
}

/** Sends it once, whatever is pressed how often: the key is the dialog's. */
function useRequest(offerId: string, consentText: string, onDone: () => void, onChanged: () => void) {
  const { refresh } = useRefreshSignal();
  const [, run] = useMutation(RequestLead);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function send(shown: Shown): Promise<void> {
    if (isBusy) return;
    setIsBusy(true);
    const agreedFields = shown.values.map(({ field }) => field);
    const input = { offerId, agreedFields, consentText, previewDigest: shown.digest, idempotencyKey: key };
    const outcome = outcomeOf(await run({ input }));
    setIsBusy(false);
    setFailure(outcome.failure);
    if (outcome.data) {
      refresh();
      onDone();
    } else if (outcome.failure?.code === "PREVIEW_CHANGED") {
      setKey(crypto.randomUUID()); // what is agreed to next is another request
      onChanged();
    }
  }
  return { send, isBusy, failure };
}
