"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import { failureOf } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { ConsentDialog } from "./consent-dialog";
import { Leads, Offers, type Offer } from "./marketplace-operations";
import rows from "@/ui/rows.module.css";
import styles from "./marketplace.module.css";

/** What partners offer, in the order of the platform's rule, each with why it stands where it stands. */
export function OffersCard() {
  const t = useTranslations("marketplace");
  const failureText = useFailureText();
  const locale = useLocale();
  const [{ data, error }] = useLiveQuery({ query: Offers, variables: { locale }, requestPolicy: "cache-and-network" });
  const [{ data: asked }] = useLiveQuery({ query: Leads, variables: { locale } });
  const [chosen, setChosen] = useState<Offer | null>(null);
  const open = asked?.leads.filter(({ status }) => status !== "WITHDRAWN" && status !== "LOST").map(({ offer }) => offer.id) ?? [];
  const offers = data?.marketplace.offers;

  return (
    <Card title={t("offers")}>
      <p className={rows.muted}>{t("rule")}</p>
      {error && <ErrorNotice>{failureText(failureOf(error))}</ErrorNotice>}
      {!offers && !error && <Skeleton lines={3} height={72} />}
      {offers?.length === 0 && <p className={rows.muted}>{t("noOffers")}</p>}
      <ul className={rows.list}>
        {offers?.map((offer) => (
          <OfferRow key={offer.id} offer={offer} isAsked={open.includes(offer.id)} onAsk={() => setChosen(offer)} />
        ))}
      </ul>
      {chosen && <ConsentDialog offer={chosen} onDone={() => setChosen(null)} />}
    </Card>
  );
}

function OfferRow({ offer, isAsked, onAsk }: { offer: Offer; isAsked: boolean; onAsk: () => void }) {
  const t = useTranslations("marketplace");
  const { isEligible, isRefused, reasons } = offer.eligibility;
  const fit = isEligible ? "fits" : isRefused ? "refused" : "unknown";
  return (
    <li className={rows.row} data-testid="offer">
      <div className={rows.summary}>
        <span>
          <strong>{offer.title}</strong> <span className={isEligible ? rows.badge : rows.quietBadge}>{t(fit)}</span>
        </span>
        <span>{offer.summary}</span>
        <span className={rows.muted}>
          {offer.partner.name}, {t(`kind.${offer.partner.kind}`)}
        </span>
        <details className={styles.why}>
          <summary>{t("why")}</summary>
          <ul>
            {reasons.map(({ outcome, text }) => (
              <li key={text}>
                <strong>{t(`outcome.${outcome}`)}</strong> {text}
              </li>
            ))}
          </ul>
        </details>
      </div>
      <div className={rows.choices}>
        {isAsked && <span className={rows.muted}>{t("asked")}</span>}
        {!isAsked && !isRefused && (
          <Button look="secondary" aria-label={t("askNamed", { title: offer.title })} onClick={onAsk}>
            {t("ask")}
          </Button>
        )}
      </div>
    </li>
  );
}
