import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeadlinesView } from "@/features/taxes/deadlines-view";
import { TaxTabs } from "@/features/taxes/tax-tabs";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("taxes"))("deadlinesTitle") };
}

export default async function TaxDeadlinesPage() {
  const t = await getTranslations("taxes");
  return (
    <>
      <h1 className="page-title">{t("deadlinesTitle")}</h1>
      <TaxTabs />
      <DeadlinesView />
    </>
  );
}
