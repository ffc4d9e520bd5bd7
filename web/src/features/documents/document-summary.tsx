import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/format/dates";
import { formatMoney } from "@/format/money";
import type { DocumentFieldsFragment } from "@/gql/graphql";
import { FileIcon } from "@/ui/icons";
import { DownloadButton } from "./download-button";
import styles from "./documents.module.css";

/** What a document is: its merchant or file name, date and total, or where it stands. */
export function DocumentSummary({ document, page }: { document: DocumentFieldsFragment; page?: number }) {
  const t = useTranslations("documents");
  const locale = useLocale();
  const title = document.merchant || document.filename;
  const details = [
    document.kind && t(`kind.${document.kind}`),
    document.datedOn && formatDay(document.datedOn, locale, "long"),
    document.merchant ? document.filename : null,
    page && page > 1 ? t("page", { page }) : null,
  ];
  return (
    <div className={styles.summary}>
      <FileIcon className={styles.fileIcon} />
      <div className={styles.text}>
        <DownloadButton documentId={document.id} label={t("download", { filename: document.filename })}>
          {title}
        </DownloadButton>
        <span className={styles.detail}>{details.filter(Boolean).join(" · ")}</span>
      </div>
      {document.total && <span className={styles.total}>{formatMoney(document.total, locale)}</span>}
    </div>
  );
}
