import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkCard } from "@/features/session/link-card";
import { FrontFrame } from "@/features/shell/front-frame";
import styles from "@/features/shell/front-frame.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("confirmEmail"))("title"), referrer: "no-referrer" };
}

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ConfirmEmailPage({ searchParams }: PageProps) {
  const t = await getTranslations("confirmEmail");
  const { token } = await searchParams;
  return (
    <FrontFrame>
      <div>
        <h1 className={styles.headline}>{t("title")}</h1>
        <p className={styles.lead}>{t("lead")}</p>
      </div>
      <LinkCard what="confirmEmail" token={typeof token === "string" ? token : ""} />
    </FrontFrame>
  );
}
