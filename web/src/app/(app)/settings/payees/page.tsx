import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AddPayeeForm } from "@/features/payees/add-payee-form";
import { PayeeList } from "@/features/payees/payee-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("payees"))("title") };
}

export default async function PayeesPage() {
  const t = await getTranslations("payees");
  return (
    <>
      <h1 className="page-title">{t("title")}</h1>
      <PayeeList />
      <AddPayeeForm />
    </>
  );
}
