"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { useQuery } from "urql";
import { localDay } from "@/format/dates";
import { textOf } from "@/features/session/text-of";
import type { TaxCountriesQuery, TaxProfileFieldsFragment } from "@/gql/graphql";
import { failureOf } from "@/graphql/failure";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { ErrorNotice } from "@/ui/notice";
import { SelectField } from "@/ui/select-field";
import { Skeleton } from "@/ui/skeleton";
import { TextField } from "@/ui/text-field";
import { useFailureText } from "@/ui/use-failure-text";
import { FactFields } from "./fact-fields";
import { askedOf, factsOf, type FactMistake } from "./facts-of";
import { TaxIdFields } from "./tax-id-fields";
import { TaxCountries } from "./tax-operations";
import { useSaveProfile } from "./use-save-profile";
import { useTaxWords } from "./use-tax-words";
import rows from "@/ui/rows.module.css";

type Country = TaxCountriesQuery["taxCountries"][number];

type ProfileFormProps = {
  /** The one to change; null for a new one. */
  profile: TaxProfileFieldsFragment | null;
  onSaved?: () => void;
  onLeave?: () => void;
};

/** How somebody is taxed. What is asked comes from the country's rules; a profile keeps its country, regime and first day. */
export function ProfileForm(props: ProfileFormProps) {
  const failureText = useFailureText();
  const [{ data, error }] = useQuery({ query: TaxCountries });
  if (!data) return error ? <ErrorNotice>{failureText(failureOf(error))}</ErrorNotice> : <Skeleton lines={4} height={44} />;
  return <Fields {...props} countries={data.taxCountries} />;
}

/** Russian readers are most likely taxed in Russia; all else is chosen. */
function firstCountry(countries: readonly Country[], locale: string): string {
  const wanted = locale === "ru" ? "RU" : "GB";
  return countries.find(({ code }) => code === wanted)?.code ?? countries[0]?.code ?? "";
}

function Fields({ profile, countries, onSaved, onLeave }: ProfileFormProps & { countries: readonly Country[] }) {
  const t = useTranslations("taxes");
  const common = useTranslations("common");
  const locale = useLocale();
  const words = useTaxWords();
  const failureText = useFailureText();
  const { save, failure, isBusy } = useSaveProfile(profile);
  const [mistakes, setMistakes] = useState<Record<string, FactMistake>>({});
  const [countryCode, setCountryCode] = useState(() => profile?.country ?? firstCountry(countries, locale));
  const [regimeKey, setRegimeKey] = useState(profile?.regime ?? "");
  const country = countries.find(({ code }) => code === countryCode);
  const regime = country?.regimes.find(({ key }) => key === regimeKey) ?? country?.regimes[0];
  if (!country || !regime) return null;
  const asked = askedOf(regime.facts, profile);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy || !country || !regime) return;
    const given = new FormData(event.currentTarget);
    const told = factsOf(asked, (name) => textOf(given, `fact.${name}`), locale);
    setMistakes(told.mistakes);
    if (Object.keys(told.mistakes).length > 0) return;
    const taxIds = country.taxIdKinds
      .map((kind) => ({ kind, number: textOf(given, `taxId.${kind}`).trim() }))
      .filter(({ number }) => number !== "");
    const isSaved = await save({
      country: country.code,
      regime: regime.key,
      startsOn: textOf(given, "startsOn"),
      region: textOf(given, "region") || null,
      vat: given.has("vat") ? "REGISTERED" : "NOT_REGISTERED",
      facts: told.facts,
      taxIds: given.has("taxIds") ? taxIds : null,
    });
    if (isSaved) onSaved?.();
  }

  const isElsewhere = failure && !["taxIds", "facts"].includes(failure.field ?? "");
  return (
    <form className={rows.form} onSubmit={(event) => void submit(event)}>
      {!profile && (
        <>
          <SelectField label={t("country")} value={country.code} onChange={(event) => setCountryCode(event.target.value)}>
            {countries.map(({ code }) => (
              <option key={code} value={code}>
                {words.country(code)}
              </option>
            ))}
          </SelectField>
          <SelectField label={t("regime")} value={regime.key} onChange={(event) => setRegimeKey(event.target.value)}>
            {country.regimes.map(({ key, name }) => (
              <option key={key} value={key}>
                {words.regime(key, name)}
              </option>
            ))}
          </SelectField>
          <TextField
            label={t("startsOn")}
            hint={t("startsOnHint")}
            name="startsOn"
            type="date"
            defaultValue={`${localDay(new Date()).slice(0, 4)}-01-01`}
            required
          />
        </>
      )}
      {country.regions.length > 0 && (
        <SelectField label={t("region")} name="region" defaultValue={profile?.region ?? ""} key={`region ${country.code}`}>
          {!profile?.region && <option value="">{t("noRegion")}</option>}
          {country.regions.map((code) => (
            <option key={code} value={code}>
              {words.region(country.code, code)}
            </option>
          ))}
        </SelectField>
      )}
      {country.code !== "US" && (
        <Choice type="checkbox" name="vat" label={t("vat")} hint={t("vatHint")} defaultChecked={profile?.vat === "REGISTERED"} />
      )}
      <FactFields
        key={`${country.code} ${regime.key}`}
        country={country.code}
        currency={country.currency}
        facts={asked}
        told={profile?.facts ?? []}
        mistakes={mistakes}
        error={failure?.field === "facts" ? failure.message : undefined}
      />
      <TaxIdFields
        key={`numbers ${country.code}`}
        country={country.code}
        kinds={country.taxIdKinds}
        kept={profile?.taxIds ?? []}
        isNew={!profile}
        failure={failure?.field === "taxIds" ? failure : null}
      />
      {isElsewhere && (
        <ErrorNotice>{failure.code === "INVALID_TAX_PROFILE" && !failure.field ? t("profileExists") : failureText(failure)}</ErrorNotice>
      )}
      <div className={rows.choices}>
        <Button type="submit" isBusy={isBusy}>
          {t("save")}
        </Button>
        {onLeave && (
          <Button look="quiet" onClick={onLeave}>
            {common("notNow")}
          </Button>
        )}
      </div>
    </form>
  );
}
