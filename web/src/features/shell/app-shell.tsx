"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { BackgroundJobs } from "@/features/jobs/background-jobs";
import { FollowedJobsProvider } from "@/features/jobs/followed-jobs";
import { RefreshProvider } from "@/features/jobs/refresh-signal";
import { SignedInOnly } from "@/features/session/signed-in-only";
import { UploadsProvider } from "@/features/uploads/uploads-context";
import { AccountMenu } from "./account-menu";
import { LocaleSwitch } from "./locale-switch";
import { Wordmark } from "./wordmark";
import styles from "./app-shell.module.css";

const PAGES = [
  { href: "/dashboard", key: "dashboard" },
  { href: "/documents", key: "documents" },
] as const;

/** The frame of every page behind the sign-in. */
export function AppShell({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  const path = usePathname();
  return (
    <>
      <a href="#main" className="skip-link">
        {t("skip")}
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Wordmark href="/dashboard" />
          <nav className={styles.nav} aria-label={t("navigation")}>
            {PAGES.map(({ href, key }) => (
              <Link key={href} href={href} className={styles.link} aria-current={path === href ? "page" : undefined}>
                {t(key)}
              </Link>
            ))}
          </nav>
          <div className={styles.side}>
            <LocaleSwitch />
            <AccountMenu />
          </div>
        </div>
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        <SignedInOnly>
          <FollowedJobsProvider>
            <RefreshProvider>
              <UploadsProvider>
                {children}
                <BackgroundJobs />
              </UploadsProvider>
            </RefreshProvider>
          </FollowedJobsProvider>
        </SignedInOnly>
      </main>
    </>
  );
}
