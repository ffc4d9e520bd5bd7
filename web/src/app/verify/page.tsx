import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { VerifyCard } from "@/features/session/verify-card";
import { FrontFrame } from "@/features/shell/front-frame";
import styles from "@/features/shell/front-frame.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("verify"))("title") };
}

type VerifyPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function VerifyPage({ searchParams }: VerifyPageProps) {
  const t = await getTranslations("verify");
  const { token } = await searchParams;
  return (
    <FrontFrame>
      <div>
        <h1 className={styles.headline}>{t("title")}</h1>
        <p className={styles.lead}>{t("lead")}</p>
      </div>
      <VerifyCard token={typeof token === "string" ? token : ""} />
    </FrontFrame>
  );
}
