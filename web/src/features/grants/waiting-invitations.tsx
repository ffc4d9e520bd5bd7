"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { useLiveQuery } from "@/features/jobs/refresh-signal";
import { ReceivedGrants } from "./grant-operations";
import { standingOf } from "./standing-of";
import rows from "@/ui/rows.module.css";

/** Invitations to somebody's books that wait for a word; nothing where there are none. */
export function WaitingInvitations() {
  const t = useTranslations("access");
  const [{ data }] = useLiveQuery({ query: ReceivedGrants, requestPolicy: "cache-and-network" });
  const now = new Date();
  const waiting = data?.receivedGrants.filter((grant) => standingOf(grant, now) === "INVITED") ?? [];
  if (waiting.length === 0) return null;
  return (
    <p className={rows.note} role="status">
      {t("waiting", { owners: waiting.map(({ ownerEmail }) => ownerEmail).join(", ") })} <Link href="/settings/access">{t("look")}</Link>
    </p>
  );
}
