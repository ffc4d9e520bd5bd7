"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { isLoopback } from "./passkey-failure";

/** A link to this page by its name, where the browser shows it by the number of one's own machine. */
export function HereByName() {
  const t = useTranslations("factors");
  const address = useSyncExternalStore(
    () => () => undefined,
    () => (isLoopback(location.hostname) ? location.href.replace(location.hostname, "localhost") : null),
    () => null,
  );
  return address && <a href={address}>{t("hereByName")}</a>;
}
