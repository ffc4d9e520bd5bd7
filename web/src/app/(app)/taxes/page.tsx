import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TaxTabs } from "@/features/taxes/tax-tabs";
import { TaxesView } from "@/features/taxes/taxes-view";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("taxes"))("title") };
}

export default async function TaxesPage() {
  const t = await getTranslations("taxes");
  return (
    <>
      <h1 className="page-title">{t("title")}</h1>
      <TaxTabs />
      <TaxesView />
    </>
  );
}
