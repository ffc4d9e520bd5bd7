import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BanksView } from "@/features/banks/banks-view";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("banks"))("title") };
}

export default async function BanksPage() {
  const t = await getTranslations("banks");
  return (
    <>
      <h1 className="page-title">{t("title")}</h1>
      <BanksView />
    </>
  );
}
