import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConsentCard } from "@/features/apps/consent-card";
import { FrontFrame } from "@/features/shell/front-frame";
import styles from "@/features/shell/front-frame.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("apps"))("pageTitle") };
}

type ConnectAppPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ConnectAppPage({ searchParams }: ConnectAppPageProps) {
  const t = await getTranslations("apps");
  const { request } = await searchParams;
  return (
    <FrontFrame>
      <div>
        <h1 className={styles.headline}>{t("pageTitle")}</h1>
        <p className={styles.lead}>{t("lead")}</p>
      </div>
      <ConsentCard request={typeof request === "string" ? request : ""} />
    </FrontFrame>
  );
}
