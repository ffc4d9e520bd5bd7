import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SessionCard } from "@/features/session/session-card";
import { FrontFrame } from "@/features/shell/front-frame";
import styles from "@/features/shell/front-frame.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("apps"))("failedTitle") };
}

type FailedPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Why the way in from an outside provider did not work, beside the other ways in. */
export default async function FailedPage({ searchParams }: FailedPageProps) {
  const t = await getTranslations("apps");
  const failures = await getTranslations("failures");
  const { code } = await searchParams;
  const key = (typeof code === "string" ? code : "") as Parameters<typeof failures>[0];
  return (
    <FrontFrame>
      <div>
        <h1 className={styles.headline}>{t("failedTitle")}</h1>
        <p className={styles.lead}>{failures.has(key) ? failures(key) : failures("INTERNAL")}</p>
      </div>
      <SessionCard />
    </FrontFrame>
  );
}
