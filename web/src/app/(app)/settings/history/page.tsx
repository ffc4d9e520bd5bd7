import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HistoryPanel } from "@/features/history/history-panel";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("history"))("title") };
}

export default async function HistorySettingsPage() {
  const t = await getTranslations("history");
  return (
    <>
      <h1 className="page-title">{t("title")}</h1>
      <HistoryPanel />
    </>
  );
}
