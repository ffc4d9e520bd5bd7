"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import type { BankConnectionFieldsFragment } from "@/gql/graphql";
import { AskFirst } from "@/ui/ask-first";
import { Button } from "@/ui/button";
import { standingOf } from "./connection-standing";
import type { Banks } from "./use-banks";
import rows from "@/ui/rows.module.css";

type ConnectionRowProps = { connection: BankConnectionFieldsFragment; banks: Banks };

/** One bank: where it stands, until when it may be read, and what can be done. */
export function ConnectionRow({ connection, banks }: ConnectionRowProps) {
  const t = useTranslations("banks");
  const format = useFormatter();
  const standing = standingOf(connection, useNow().getTime());
  const { id, bank, accounts, consentExpiresAt, syncedAt } = connection;
  const isBusy = banks.busy === id;
  const isRead = standing !== "waiting" && standing !== "lapsed";
  const day = (moment: string) => format.dateTime(new Date(moment), { dateStyle: "long" });
  return (
    <li className={rows.row} data-testid="bank-connection">
      <div className={rows.summary}>
        <span>
          <strong>{bank.name}</strong> <span className={standing === "good" ? rows.badge : rows.warnBadge}>{t(`standing.${standing}`)}</span>
        </span>
        {standing === "waiting" && <span className={rows.muted}>{t("approve", { bank: bank.name })}</span>}
        {isRead && consentExpiresAt && <span className={rows.muted}>{t("until", { day: day(consentExpiresAt) })}</span>}
        {accounts.length > 0 && <span className={rows.muted}>{accounts.map(({ name }) => name).join(", ")}</span>}
        {syncedAt && (
          <span className={rows.muted}>{t("read", { when: format.dateTime(new Date(syncedAt), { dateStyle: "medium", timeStyle: "short" }) })}</span>
        )}
        {connection.lastError && <span className={rows.warned}>{connection.lastError}</span>}
      </div>
      <div className={rows.choices}>
        {standing === "waiting" && (
          <Button isBusy={isBusy} aria-label={t("approvedNamed", { bank: bank.name })} onClick={() => void banks.lookAgain([id])}>
            {t("approved")}
          </Button>
        )}
        {standing !== "waiting" && (
          <Button
            look={standing === "good" || standing === "stale" ? "quiet" : "primary"}
            isBusy={isBusy}
            aria-label={t("renewNamed", { bank: bank.name })}
            onClick={() => void banks.renew(connection)}
          >
            {t("renew")}
          </Button>
        )}
        {isRead && (
          <Button look="quiet" isBusy={isBusy} aria-label={t("syncNamed", { bank: bank.name })} onClick={() => void banks.sync(id)}>
            {t("sync")}
          </Button>
        )}
        <AskFirst
          look="quiet"
          label={t("leave")}
          name={t("leaveNamed", { bank: bank.name })}
          title={t("leaveTitle", { bank: bank.name })}
          text={t("leaveText")}
          yes={t("leaveNow")}
          isBusy={isBusy}
          onYes={() => void banks.leave(id)}
        />
      </div>
    </li>
  );
}
