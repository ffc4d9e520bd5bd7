export const LOCALES = ["en", "ru"] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = "en";
export const LOCALE_COOKIE = "solvent_locale";

/** The person's own choice, else the first language of the browser that we speak, else English. */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const wanted = [chosen, ...languagesByPreference(acceptLanguage ?? "")];
  return LOCALES.find((locale) => locale === wanted.find((each) => LOCALES.some((known) => known === each))) ?? DEFAULT_LOCALE;
}

function languagesByPreference(header: string): string[] {
  return header
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((each) => /^\s*q=([\d.]+)$/.exec(each)?.[1]).find(Boolean);
      return { language: tag.split("-")[0] ?? "", weight: weight ? Number(weight) : 1 };
    })
    .sort((left, right) => right.weight - left.weight)
    .map((each) => each.language);
}
