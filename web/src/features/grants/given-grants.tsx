"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useAccounts } from "@/features/accounts/use-accounts";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import { failureOf } from "@/graphql/failure";
import { AskFirst } from "@/ui/ask-first";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { GivenGrants as Query } from "./grant-operations";
import { GrantScope } from "./grant-scope";
import { inOrder } from "./in-order";
import { isLive, standingOf } from "./standing-of";
import { useEndGrant } from "./use-end-grant";
import rows from "@/ui/rows.module.css";

/** Whom the person let in, those who still may first. */
export function GivenGrants() {
  const t = useTranslations("access");
  const failureText = useFailureText();
  const [{ data, error }] = useLiveQuery({ query: Query, requestPolicy: "cache-and-network" });
  const { accounts } = useAccounts();
  const names = useMemo(() => new Map(accounts?.map(({ id, name }) => [id, name])), [accounts]);
  const { end, endingId, failure } = useEndGrant();
  const shown = failure ?? (error ? failureOf(error) : null);
  const now = new Date();

  return (
    <Card title={t("given")}>
      {shown && <ErrorNotice>{failureText(shown)}</ErrorNotice>}
      {!data && !error && <Skeleton lines={2} height={48} />}
      {data?.givenGrants.length === 0 && <p className={rows.muted}>{t("noneGiven")}</p>}
      <ul className={rows.list}>
        {inOrder(data?.givenGrants ?? [], now).map((grant) => {
          const standing = standingOf(grant, now);
          return (
            <li key={grant.id} className={rows.row} data-testid="given-grant">
              <div className={rows.summary}>
                <span>
                  <strong>{grant.email}</strong> <span className={isLive(standing) ? rows.badge : rows.quietBadge}>{t(`standing.${standing}`)}</span>
                </span>
                <GrantScope grant={grant} accountNames={names} />
              </div>
              {isLive(standing) && grant.kind !== "INSPECTION" && (
                <AskFirst
                  look="quiet"
                  label={standing === "INVITED" ? t("withdraw") : t("end")}
                  name={t("endNamed", { email: grant.email })}
                  title={t("endTitle", { email: grant.email })}
                  text={t("endText")}
                  yes={t("endNow")}
                  isBusy={endingId === grant.id}
                  onYes={() => void end(grant.id)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
