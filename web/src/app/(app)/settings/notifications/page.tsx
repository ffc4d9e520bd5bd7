import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsView } from "@/features/notifications/settings-view";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notifications"))("settings") };
}

export default async function NotificationSettingsPage() {
  const t = await getTranslations("notifications");
  return (
    <>
      <h1 className="page-title">{t("settings")}</h1>
      <SettingsView />
    </>
  );
}
