"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BackgroundJobs } from "@/features/jobs/background-jobs";
import { FactorNeeded } from "@/features/factors/factor-needed";
import { Bell } from "@/features/notifications/bell";
import { FollowedJobsProvider } from "@/features/jobs/followed-jobs";
import { RefreshProvider } from "@/features/jobs/refresh-signal";
import { PresenceProvider } from "@/features/presence/presence-context";
import { SignedInOnly } from "@/features/session/signed-in-only";
import { UploadsProvider } from "@/features/uploads/uploads-context";
import { AccountMenu } from "./account-menu";
import { LocaleSwitch } from "./locale-switch";
import { MainNav } from "./main-nav";
import { Wordmark } from "./wordmark";
import styles from "./app-shell.module.css";

/** The frame of every page behind the sign-in. */
export function AppShell({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  return (
    <>
      <a href="#main" className="skip-link">
        {t("skip")}
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Wordmark href="/dashboard" />
          <MainNav />
          <div className={styles.side}>
            <Bell />
            <LocaleSwitch />
            <AccountMenu />
          </div>
        </div>
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        <SignedInOnly>
          <FactorNeeded />
          <FollowedJobsProvider>
            <RefreshProvider>
              <UploadsProvider>
                <PresenceProvider>{children}</PresenceProvider>
                <BackgroundJobs />
              </UploadsProvider>
            </RefreshProvider>
          </FollowedJobsProvider>
        </SignedInOnly>
      </main>
    </>
  );
}
