"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { GrantScope } from "@/features/grants/grant-scope";
import type { GrantFieldsFragment } from "@/gql/graphql";
import styles from "./books.module.css";

/** Says whose books these are, what may be done in them, that the owner reads along, and the way back to one's own. */
export function BooksBanner({ grant }: { grant: GrantFieldsFragment }) {
  const t = useTranslations("books");
  return (
    <aside className={styles.banner} aria-label={t("title")}>
      <div className={styles.words}>
        <strong>{t("notYours", { owner: grant.ownerEmail })}</strong>
        <GrantScope grant={grant} />
        <span>{t("readsAlong")}</span>
      </div>
      <Link href="/dashboard" className={styles.back}>
        {t("back")}
      </Link>
    </aside>
  );
}
