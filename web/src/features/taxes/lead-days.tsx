"use client";

import { useTranslations } from "next-intl";
import { Choice } from "@/ui/choice";
import rows from "@/ui/rows.module.css";
import styles from "./deadlines.module.css";

const OFFERED = [30, 14, 7, 3, 1, 0];

type LeadDaysProps = { chosen: readonly number[]; onChoose: (days: number[]) => void; error: string | undefined };

/** How many days before a deadline to be reminded. What an app chose that is not offered here is shown, too. */
export function LeadDays({ chosen, onChoose, error }: LeadDaysProps) {
  const t = useTranslations("taxes");
  const offered = [...new Set([...OFFERED, ...chosen])].sort((one, other) => other - one);
  return (
    <fieldset className={rows.group}>
      <legend>{t("leadTitle")}</legend>
      <div className={styles.leadDays}>
        {offered.map((count) => (
          <Choice
            key={count}
            type="checkbox"
            label={t("leadDays", { count })}
            checked={chosen.includes(count)}
            onChange={(event) => onChoose(event.target.checked ? [...chosen, count] : chosen.filter((each) => each !== count))}
          />
        ))}
      </div>
      {error && (
        <p className={rows.warned} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
