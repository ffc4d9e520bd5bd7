import { LOCALE_COOKIE, type Locale } from "./locales";

const YEAR_SECONDS = 365 * 24 * 3600;

/** Keep the choice in this browser; the server reads it for the next page. */
export function rememberLocale(locale: Locale): void {
  document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
