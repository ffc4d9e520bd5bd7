"use client";

import { useTranslations } from "next-intl";
import { SignedInOnly } from "@/features/session/signed-in-only";
import { AccountMenu } from "@/features/shell/account-menu";
import styles from "@/features/shell/app-shell.module.css";
import { LocaleSwitch } from "@/features/shell/locale-switch";
import { Wordmark } from "@/features/shell/wordmark";
import { OpenedBooks } from "./opened-books";

/** The frame around somebody else's books: none of one's own pages are in reach of a slip. */
export function BooksFrame({ grantId }: { grantId: string }) {
  const t = useTranslations("shell");
  return (
    <>
      <a href="#main" className="skip-link">
        {t("skip")}
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Wordmark href="/dashboard" />
          <div className={styles.side}>
            <LocaleSwitch />
            <AccountMenu />
          </div>
        </div>
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        <SignedInOnly>
          <OpenedBooks grantId={grantId} />
        </SignedInOnly>
      </main>
    </>
  );
}
