import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { VerifyCard } from "@/features/session/verify-card";
import { FrontFrame } from "@/features/shell/front-frame";
import styles from "@/features/shell/front-frame.module.css";
import { CodeForm } from "@/features/verification/code-form";

type VerifyPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** With a mailed token it confirms an address; without one it asks for the code on an income report. */
const SPACES = { mail: "verify", report: "verification" } as const;

export async function generateMetadata({ searchParams }: VerifyPageProps): Promise<Metadata> {
  const { token } = await searchParams;
  return { title: (await getTranslations(token === undefined ? SPACES.report : SPACES.mail))("title") };
}

export default async function VerifyPage({ searchParams }: VerifyPageProps) {
  const { token } = await searchParams;
  const t = await getTranslations(token === undefined ? SPACES.report : SPACES.mail);
  return (
    <FrontFrame>
      <div>
        <h1 className={styles.headline}>{t("title")}</h1>
        <p className={styles.lead}>{t("lead")}</p>
      </div>
      {token === undefined ? <CodeForm /> : <VerifyCard token={typeof token === "string" ? token : ""} />}
    </FrontFrame>
  );
}
