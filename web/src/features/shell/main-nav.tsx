"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ComponentType } from "react";
import { DashboardIcon, FileIcon, TaxIcon } from "@/ui/icons";
import { SettingsMenu } from "./settings-menu";
import styles from "./main-nav.module.css";

type PageKey = "dashboard" | "documents" | "taxes";

const PAGES: readonly { href: string; key: PageKey; Icon: ComponentType<{ className?: string | undefined }> }[] = [
  { href: "/dashboard", key: "dashboard", Icon: DashboardIcon },
  { href: "/documents", key: "documents", Icon: FileIcon },
  { href: "/taxes", key: "taxes", Icon: TaxIcon },
];

/** The pages that are used daily, and a menu with the rest: beside the name of the house, on phones at the lower edge. */
export function MainNav() {
  const t = useTranslations("shell");
  const path = usePathname();
  return (
    <nav className={styles.nav} aria-label={t("navigation")}>
      <ul className={styles.list}>
        {PAGES.map(({ href, key, Icon }) => (
          <li key={href}>
            <Link href={href} className={styles.link} aria-current={currentOf(path, href)}>
              <Icon className={styles.icon} />
              {t(key)}
            </Link>
          </li>
        ))}
        <SettingsMenu path={path} />
      </ul>
    </nav>
  );
}

/** A page below another one marks that one, too. */
function currentOf(path: string, href: string): "page" | "true" | undefined {
  if (path === href) return "page";
  return path.startsWith(`${href}/`) ? "true" : undefined;
}
