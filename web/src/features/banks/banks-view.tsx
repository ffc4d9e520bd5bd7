"use client";

import { useTranslations } from "next-intl";
import { Card } from "@/ui/card";
import { ErrorNotice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { useFailureText } from "@/ui/use-failure-text";
import { ConnectForm } from "./connect-form";
import { ConnectionRow } from "./connection-row";
import { useBanks } from "./use-banks";
import rows from "@/ui/rows.module.css";

/** The banks that are read, and a way to connect another. */
export function BanksView() {
  const t = useTranslations("banks");
  const failureText = useFailureText();
  const banks = useBanks();
  const { connections, failure, problems } = banks;
  return (
    <>
      <Card title={t("connections")}>
        {failure && failure.field !== "personRef" && <ErrorNotice>{failureText(failure)}</ErrorNotice>}
        {problems.length > 0 && <p className={rows.warned}>{t("problems", { what: problems.join(" ") })}</p>}
        {!connections && !failure && <Skeleton lines={2} height={56} />}
        {connections?.length === 0 && <p className={rows.muted}>{t("none")}</p>}
        <ul className={rows.list}>
          {connections?.map((connection) => (
            <ConnectionRow key={connection.id} connection={connection} banks={banks} />
          ))}
        </ul>
      </Card>
      <ConnectForm banks={banks} />
    </>
  );
}
