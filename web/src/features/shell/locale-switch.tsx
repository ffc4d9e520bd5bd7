"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { LOCALES, type Locale } from "@/i18n/locales";
import { rememberLocale } from "@/i18n/remember-locale";
import styles from "./locale-switch.module.css";

const NAMES: Record<Locale, string> = { en: "English", ru: "Русский" };

export function LocaleSwitch() {
  const t = useTranslations("shell");
  const router = useRouter();
  const current = useLocale();
  const [isPending, startTransition] = useTransition();

  function choose(locale: Locale) {
    rememberLocale(locale);
    startTransition(() => router.refresh());
  }

  return (
    <div className={styles.switch} role="group" aria-label={t("language")} aria-busy={isPending}>
      {LOCALES.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          className={styles.option}
          aria-pressed={locale === current}
          aria-label={`${locale.toUpperCase()}, ${NAMES[locale]}`}
          onClick={() => choose(locale)}
        >
          {locale.toUpperCase()}
        </button>
      ))}
    </div>
  );
}
