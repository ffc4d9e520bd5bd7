import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OutsideAccountsCard } from "@/features/external/outside-accounts-card";
import { FactorsCard } from "@/features/factors/factors-card";
import { PrivacyPanel } from "@/features/privacy/privacy-panel";
import { EmailCard } from "@/features/security/email-card";
import { LeaveCard } from "@/features/security/leave-card";
import { PasswordCard } from "@/features/security/password-card";
import styles from "@/features/security/security.module.css";
import { SessionsCard } from "@/features/security/sessions-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("security"))("title") };
}

export default async function SecurityPage() {
  const t = await getTranslations("security");
  return (
    <>
      <h1 className="page-title">{t("title")}</h1>
      <FactorsCard />
      <OutsideAccountsCard />
      <SessionsCard />
      <div className={styles.columns}>
        <PasswordCard />
        <EmailCard />
      </div>
      <PrivacyPanel />
      <LeaveCard />
    </>
  );
}
