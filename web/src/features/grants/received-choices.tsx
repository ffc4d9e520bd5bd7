"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import type { GrantFieldsFragment } from "@/gql/graphql";
import { AskFirst } from "@/ui/ask-first";
import { Button } from "@/ui/button";
import type { Standing } from "./standing-of";
import rows from "@/ui/rows.module.css";

type ReceivedChoicesProps = {
  grant: GrantFieldsFragment;
  standing: Standing;
  isBusy: boolean;
  onDecide: (accepts: boolean) => void;
  onEnd: () => void;
};

/** What can be done with a grant that was received. */
export function ReceivedChoices({ grant, standing, isBusy, onDecide, onEnd }: ReceivedChoicesProps) {
  const t = useTranslations("access");
  const owner = grant.ownerEmail;
  if (standing === "INVITED") {
    return (
      <div className={rows.choices}>
        <Button isBusy={isBusy} aria-label={t("acceptNamed", { owner })} onClick={() => onDecide(true)}>
          {t("accept")}
        </Button>
        <Button look="quiet" isBusy={isBusy} aria-label={t("declineNamed", { owner })} onClick={() => onDecide(false)}>
          {t("decline")}
        </Button>
      </div>
    );
  }
  if (standing !== "ACTIVE") return null;
  return (
    <div className={rows.choices}>
      <Link className={rows.asButton} href={`/books/${encodeURIComponent(grant.id)}`} aria-label={t("openNamed", { owner })}>
        {t("open")}
      </Link>
      {grant.kind !== "INSPECTION" && (
        <AskFirst
          look="quiet"
          label={t("giveBack")}
          name={t("giveBackNamed", { owner })}
          title={t("giveBackTitle", { owner })}
          text={t("giveBackText")}
          yes={t("giveBack")}
          isBusy={isBusy}
          onYes={onEnd}
        />
      )}
    </div>
  );
}
