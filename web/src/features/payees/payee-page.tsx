"use client";

import { useLocale, useTranslations } from "next-intl";
import { maskNumber } from "@/features/accounts/mask-number";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import { formatDay } from "@/format/dates";
import { failureOf } from "@/graphql/failure";
import { AskFirst } from "@/ui/ask-first";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { Payees } from "./payee-operations";
import { useBankNames } from "./use-bank-names";
import rows from "@/ui/rows.module.css";

const PAGE_SIZE = 50;

type PayeePageProps = {
  after: string | null;
  isLast: boolean;
  removingId: string | null;
  onRemove: (id: string) => void;
  onMore: (cursor: string) => void;
};

/** Some payees, and a way to the next. */
export function PayeePage({ after, isLast, removingId, onRemove, onMore }: PayeePageProps) {
  const t = useTranslations("payees");
  const locale = useLocale();
  const failureText = useFailureText();
  const { nameOf } = useBankNames();
  const [{ data, error }] = useLiveQuery({ query: Payees, variables: { first: PAGE_SIZE, after }, requestPolicy: "cache-and-network" });
  if (!data) return error ? <ErrorNotice>{failureText(failureOf(error))}</ErrorNotice> : <Skeleton lines={3} height={48} />;
  const { edges, pageInfo } = data.payees;
  if (edges.length === 0 && after === null) return <p>{t("none")}</p>;
  return (
    <>
      <ul className={rows.list}>
        {edges.map(({ node: { id, name, bankCode, number, createdAt } }) => (
          <li key={id} className={rows.row} data-testid="payee">
            <div className={rows.summary}>
              <strong>{name}</strong>
              <span className={rows.muted}>
                {[nameOf(bankCode), maskNumber(number), t("since", { day: formatDay(createdAt, locale, "long") })].join(" · ")}
              </span>
            </div>
            <AskFirst
              look="quiet"
              label={t("remove")}
              name={t("removeNamed", { name })}
              title={t("removeTitle", { name })}
              text={t("removeText")}
              yes={t("remove")}
              isBusy={removingId === id}
              onYes={() => onRemove(id)}
            />
          </li>
        ))}
      </ul>
      {isLast && pageInfo.hasNextPage && pageInfo.endCursor && (
        <Button look="quiet" onClick={() => onMore(pageInfo.endCursor ?? "")}>
          {t("more")}
        </Button>
      )}
    </>
  );
}
