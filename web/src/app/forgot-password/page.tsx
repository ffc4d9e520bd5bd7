import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AskByMailCard } from "@/features/session/ask-by-mail-card";
import { FrontFrame } from "@/features/shell/front-frame";
import styles from "@/features/shell/front-frame.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("forgot"))("title"), referrer: "no-referrer" };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations("forgot");
  return (
    <FrontFrame>
      <div>
        <h1 className={styles.headline}>{t("title")}</h1>
        <p className={styles.lead}>{t("lead")}</p>
      </div>
      <AskByMailCard what="forgot" />
    </FrontFrame>
  );
}
