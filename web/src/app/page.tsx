import { getTranslations } from "next-intl/server";
import { SessionCard } from "@/features/session/session-card";
import { FrontFrame } from "@/features/shell/front-frame";
import styles from "@/features/shell/front-frame.module.css";

const PROMISES = ["books", "receipts", "forecast"] as const;

export default async function FrontPage() {
  const t = await getTranslations("front");
  return (
    <FrontFrame>
      <div className={styles.pitch}>
        <h1 className={styles.headline}>{t("headline")}</h1>
        <p className={styles.lead}>{t("lead")}</p>
        <ul className={styles.promises}>
          {PROMISES.map((promise) => (
            <li key={promise}>
              <strong>{t(`${promise}.title`)}</strong>
              <span>{t(`${promise}.text`)}</span>
            </li>
          ))}
        </ul>
      </div>
      <SessionCard />
    </FrontFrame>
  );
}
