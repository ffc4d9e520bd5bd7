import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { FrontFrame } from "@/features/shell/front-frame";
import styles from "@/features/shell/front-frame.module.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("lost"))("noPage") };
}

/** An address that no page has: says so, and leads back to where the person's own pages are. */
export default async function NotFoundPage() {
  const t = await getTranslations("lost");
  return (
    <FrontFrame>
      <div>
        <h1 className={styles.headline}>{t("noPage")}</h1>
        <p className={styles.lead}>{t("noPageText")}</p>
        <Link href="/dashboard">{t("home")}</Link>
      </div>
    </FrontFrame>
  );
}
