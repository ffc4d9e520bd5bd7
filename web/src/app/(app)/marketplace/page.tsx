import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LeadsCard } from "@/features/marketplace/leads-card";
import { OffersCard } from "@/features/marketplace/offers-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("marketplace"))("title") };
}

export default async function MarketplacePage() {
  const t = await getTranslations("marketplace");
  return (
    <>
      <h1 className="page-title">{t("title")}</h1>
      <LeadsCard />
      <OffersCard />
    </>
  );
}
