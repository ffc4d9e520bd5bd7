import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeliveryLog } from "@/features/webhooks/delivery-log";
import { WebhookForm } from "@/features/webhooks/webhook-form";
import { WebhookList } from "@/features/webhooks/webhook-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("webhooks"))("title") };
}

export default async function WebhooksPage() {
  const t = await getTranslations("webhooks");
  return (
    <>
      <h1 className="page-title">{t("title")}</h1>
      <WebhookList />
      <WebhookForm />
      <DeliveryLog />
    </>
  );
}
