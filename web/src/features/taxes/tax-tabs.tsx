"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import styles from "./taxes.module.css";

const PAGES = [
  { href: "/taxes", key: "estimate" },
  { href: "/taxes/deadlines", key: "deadlines" },
] as const;

/** The two pages of taxes. */
export function TaxTabs() {
  const t = useTranslations("taxes");
  const path = usePathname();
  return (
    <nav className={styles.tabs} aria-label={t("sections")}>
      {PAGES.map(({ href, key }) => (
        <Link key={href} href={href} className={styles.tab} aria-current={path === href ? "page" : undefined}>
          {t(key)}
        </Link>
      ))}
    </nav>
  );
}
