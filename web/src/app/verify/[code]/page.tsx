import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FrontFrame } from "@/features/shell/front-frame";
import styles from "@/features/shell/front-frame.module.css";
import { ReportCheck } from "@/features/verification/report-check";

export async function generateMetadata(): Promise<Metadata> {
  const title = (await getTranslations("verification"))("title");
  return { title, referrer: "no-referrer", robots: { index: false, follow: false } };
}

/** Where the code on an income report leads: anybody who holds the paper sees whether it is what was made. */
export default async function CheckedReportPage({ params }: { params: Promise<{ code: string }> }) {
  const t = await getTranslations("verification");
  const { code } = await params;
  return (
    <FrontFrame>
      <div>
        <h1 className={styles.headline}>{t("title")}</h1>
        <p className={styles.lead}>{t("lead")}</p>
      </div>
      <ReportCheck code={code} />
    </FrontFrame>
  );
}
