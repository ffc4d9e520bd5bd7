import { useTranslations } from "next-intl";
import type { LeadField } from "@/gql/graphql";
import styles from "./marketplace.module.css";

/** Values as a partner has them, or would. */
export function HandedOver({ values }: { values: readonly { field: LeadField; value?: string | null }[] }) {
  const t = useTranslations("marketplace");
  return (
    <dl className={styles.values}>
      {values.map(({ field, value }) => (
        <div key={field}>
          <dt>{t(`field.${field}`)}</dt>
          <dd>{value ?? t("notKnown")}</dd>
        </div>
      ))}
    </dl>
  );
}
