import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GivenGrants } from "@/features/grants/given-grants";
import { InviteForm } from "@/features/grants/invite-form";
import { ReceivedGrants } from "@/features/grants/received-grants";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("title") };
}

export default async function AccessPage() {
  const t = await getTranslations("access");
  return (
    <>
      <h1 className="page-title">{t("title")}</h1>
      <ReceivedGrants />
      <GivenGrants />
      <InviteForm />
    </>
  );
}
