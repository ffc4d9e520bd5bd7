"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDay, localDay } from "@/format/dates";
import type { TaxProfileFieldsFragment } from "@/gql/graphql";
import { Button } from "@/ui/button";
import { standingOf } from "./profile-standing";
import { useTaxWords } from "./use-tax-words";
import rows from "@/ui/rows.module.css";

type ProfileRowProps = { profile: TaxProfileFieldsFragment; onChange: () => void; onEnd: () => void };

/** A profile: what it is, since when, and where it stands. */
export function ProfileRow({ profile, onChange, onEnd }: ProfileRowProps) {
  const t = useTranslations("taxes");
  const locale = useLocale();
  const words = useTaxWords();
  const { country, region, startsOn, endsOn, vat, taxIds } = profile;
  const name = words.profile(profile);
  const standing = standingOf(profile, localDay(new Date()));
  const from = formatDay(startsOn, locale, "long");
  const details = [
    endsOn ? t("fromTo", { from, to: formatDay(endsOn, locale, "long") }) : t("since", { day: from }),
    region && words.region(country, region),
    vat === "REGISTERED" && t("vatRegistered"),
    ...taxIds.map(({ kind, ending }) => t("taxId", { name: words.taxId(country, kind), ending })),
  ];
  return (
    <li className={rows.row} data-testid="tax-profile">
      <div className={rows.summary}>
        <span>
          <strong>{name}</strong> <span className={standing === "over" ? rows.quietBadge : rows.badge}>{t(`standing.${standing}`)}</span>
        </span>
        <span className={rows.muted}>{details.filter(Boolean).join(" · ")}</span>
      </div>
      <div className={rows.choices}>
        <Button look="quiet" aria-label={t("changeNamed", { name })} onClick={onChange}>
          {t("change")}
        </Button>
        <Button look="quiet" aria-label={endsOn ? t("endAgainNamed", { name }) : t("endNamed", { name })} onClick={onEnd}>
          {endsOn ? t("endAgain") : t("end")}
        </Button>
      </div>
    </li>
  );
}
