import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { ConnectedApps } from "@/features/apps/connected-apps";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("apps"))("connectedTitle") };
}

export default async function AppsPage() {
  const t = await getTranslations("apps");
  const webhooks = await getTranslations("webhooks");
  return (
    <>
      <h1 className="page-title">{t("connectedTitle")}</h1>
      <ConnectedApps />
      <p>
        <Link href="/settings/webhooks">{webhooks("link")}</Link>
      </p>
    </>
  );
}
