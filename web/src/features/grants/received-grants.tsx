"use client";

import { useTranslations } from "next-intl";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import { failureOf } from "@/graphql/failure";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { ReceivedGrants as Query } from "./grant-operations";
import { GrantScope } from "./grant-scope";
import { inOrder } from "./in-order";
import { ReceivedChoices } from "./received-choices";
import { isLive, standingOf } from "./standing-of";
import { useDecideGrant } from "./use-decide-grant";
import { useEndGrant } from "./use-end-grant";
import rows from "@/ui/rows.module.css";

/** Whose books the person may read, and invitations that wait for a word. */
export function ReceivedGrants() {
  const t = useTranslations("access");
  const failureText = useFailureText();
  const [{ data, error }] = useLiveQuery({ query: Query, requestPolicy: "cache-and-network" });
  const deciding = useDecideGrant();
  const ending = useEndGrant();
  const shown = deciding.failure ?? ending.failure ?? (error ? failureOf(error) : null);
  const now = new Date();

  return (
    <Card title={t("received")}>
      {shown && <ErrorNotice>{failureText(shown)}</ErrorNotice>}
      {!data && !error && <Skeleton lines={2} height={48} />}
      {data?.receivedGrants.length === 0 && <p className={rows.muted}>{t("noneReceived")}</p>}
      <ul className={rows.list}>
        {inOrder(data?.receivedGrants ?? [], now).map((grant) => {
          const standing = standingOf(grant, now);
          return (
            <li key={grant.id} className={rows.row} data-testid="received-grant">
              <div className={rows.summary}>
                <span>
                  <strong>{grant.ownerEmail}</strong>{" "}
                  <span className={isLive(standing) ? rows.badge : rows.quietBadge}>{t(`standing.${standing}`)}</span>
                </span>
                <GrantScope grant={grant} />
              </div>
              <ReceivedChoices
                grant={grant}
                standing={standing}
                isBusy={deciding.decidingId === grant.id || ending.endingId === grant.id}
                onDecide={(accepts) => void deciding.decide(grant.id, accepts)}
                onEnd={() => void ending.end(grant.id)}
              />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
