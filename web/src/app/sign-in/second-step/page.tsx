import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SecondStepCard } from "@/features/session/second-step-card";
import { FrontFrame } from "@/features/shell/front-frame";
import styles from "@/features/shell/front-frame.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("factor"))("title"), referrer: "no-referrer" };
}

/** Where an outside provider's way in goes on for who has a second factor. */
export default async function SecondStepPage() {
  const t = await getTranslations("factor");
  return (
    <FrontFrame>
      <div>
        <h1 className={styles.headline}>{t("title")}</h1>
        <p className={styles.lead}>{t("lead")}</p>
      </div>
      <SecondStepCard />
    </FrontFrame>
  );
}
