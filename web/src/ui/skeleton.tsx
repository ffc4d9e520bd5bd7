import { useTranslations } from "next-intl";
import styles from "./skeleton.module.css";

/** Grey lines that hold the place of `lines` lines of `height` pixels while they load. */
export function Skeleton({ lines = 1, height = 20 }: { lines?: number; height?: number }) {
  const t = useTranslations("common");
  return (
    <div className={styles.group} role="status" aria-label={t("loading")}>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className={styles.line} style={{ height }} />
      ))}
    </div>
  );
}
