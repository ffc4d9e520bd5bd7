"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useQuery } from "urql";
import { MyFactors } from "./factor-operations";
import rows from "@/ui/rows.module.css";

const PAGE = "/settings/security";

/** Tells somebody whose role needs a second factor why nothing opens, and where to set one up. */
export function FactorNeeded() {
  const t = useTranslations("factors");
  const path = usePathname();
  const [{ data }] = useQuery({ query: MyFactors });
  const isMissing = data?.secondFactors.isRequired && data.secondFactors.kinds.length === 0;
  if (!isMissing || path === PAGE) return null;
  return (
    <p className={rows.note} role="status">
      {t("required")} <Link href={PAGE}>{t("setUpNow")}</Link>
    </p>
  );
}
