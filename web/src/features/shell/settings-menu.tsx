"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent } from "react";
import { SettingsIcon } from "@/ui/icons";
import styles from "./main-nav.module.css";

const PAGES = [
  { href: "/banks", key: "banks" },
  { href: "/settings/notifications", key: "notifications" },
  { href: "/settings/security", key: "security" },
  { href: "/settings/payees", key: "payees" },
  { href: "/settings/access", key: "access" },
  { href: "/reports", key: "reports" },
  { href: "/marketplace", key: "marketplace" },
  { href: "/apps", key: "apps" },
  { href: "/settings/webhooks", key: "webhooks" },
  { href: "/settings/history", key: "history" },
] as const;

/**
 * A button that shows the links to what is needed now and then. Escape, a press elsewhere, leaving it with the keyboard and
 * going to another page close it.
 */
export function SettingsMenu({ path }: { path: string }) {
  const t = useTranslations("shell");
  const id = useId();
  const item = useRef<HTMLLIElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [openedOn, setOpenedOn] = useState<string | null>(null);
  const isOpen = openedOn === path;
  const close = () => setOpenedOn(null);

  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && !item.current?.contains(event.target)) setOpenedOn(null);
    };
    document.addEventListener("pointerdown", closeOutside);
    return () => document.removeEventListener("pointerdown", closeOutside);
  }, [isOpen]);

  function leaveByKey(event: KeyboardEvent) {
    if (event.key !== "Escape" || !isOpen) return;
    close();
    button.current?.focus();
  }

  function leaveByFocus({ relatedTarget }: FocusEvent) {
    if (relatedTarget instanceof Node && !item.current?.contains(relatedTarget)) close();
  }

  return (
    <li ref={item} className={styles.settings} onKeyDown={leaveByKey} onBlur={leaveByFocus}>
      <button
        ref={button}
        type="button"
        className={styles.link}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-current={PAGES.some(({ href }) => href === path) ? "true" : undefined}
        onClick={() => setOpenedOn(isOpen ? null : path)}
      >
        <SettingsIcon className={styles.icon} />
        {t("settings")}
      </button>
      <ul id={id} className={styles.menu} hidden={!isOpen}>
        {PAGES.map(({ href, key }) => (
          <li key={href}>
            <Link href={href} className={styles.entry} aria-current={path === href ? "page" : undefined} onClick={close}>
              {t(key)}
            </Link>
          </li>
        ))}
      </ul>
    </li>
  );
}
