import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReportsPanel } from "@/features/reports/reports-panel";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("title") };
}

export default async function ReportsPage() {
  const t = await getTranslations("reports");
  return (
    <>
      <h1 className="page-title">{t("title")}</h1>
      <ReportsPanel />
    </>
  );
}
