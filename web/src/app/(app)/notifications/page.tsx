import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { NotificationList } from "@/features/notifications/notification-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notifications"))("title") };
}

export default async function NotificationsPage() {
  const t = await getTranslations("notifications");
  return (
    <>
      <h1 className="page-title">{t("title")}</h1>
      <NotificationList />
      <p>
        <Link href="/settings/notifications">{t("toSettings")}</Link>
      </p>
    </>
  );
}
