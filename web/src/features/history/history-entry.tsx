import { useLocale, useTranslations } from "next-intl";
import type { HistoryQuery } from "@/gql/graphql";
import { changesOf } from "./changes-of";
import styles from "./history.module.css";

export type Entry = HistoryQuery["activity"]["edges"][number]["node"];

/** What was done, by whom, when and from where, with values before and after. */
export function HistoryEntry({ entry }: { entry: Entry }) {
  const t = useTranslations("history");
  const locale = useLocale();
  const at = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(new Date(entry.at));
  const place = [entry.place?.city, entry.place?.country].filter(Boolean).join(", ");
  const by = entry.appName ? t("byApp", { app: entry.appName }) : t(`by.${entry.doneBy}`);
  const words = `actions.${entry.action}` as Parameters<typeof t.has>[0]; // an action this page does not know is shown as it is
  return (
    <li className={styles.entry} data-testid="history-entry">
      <span className={styles.number}>{entry.sequence}</span>
      <div className={styles.told}>
        <strong>{t.has(words) ? t(words) : entry.action}</strong>
        <span className={styles.muted}>{[by, at, place, entry.address].filter(Boolean).join(" · ")}</span>
        {changesOf(entry.details).map(({ name, before, after }) => (
          <span key={name} className={styles.change}>
            {name}: <del>{before}</del> → <ins>{after}</ins>
          </span>
        ))}
      </div>
    </li>
  );
}
