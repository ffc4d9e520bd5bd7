import type { TaxCountriesQuery, TaxFactInput, TaxProfileFieldsFragment } from "@/gql/graphql";
import { decimalOf, shiftPoint } from "./decimal-text";

export type AskedFact = TaxCountriesQuery["taxCountries"][number]["regimes"][number]["facts"][number];
export type FactMistake = "amount" | "percent";

/** Facts about a profile's last day, which say nothing of one that has none. */
const OF_THE_LAST_DAY: ReadonlySet<string> = new Set(["closed"]);

/** What to ask of a profile, or of a new one. */
export function askedOf(facts: readonly AskedFact[], profile: Pick<TaxProfileFieldsFragment, "endsOn"> | null): AskedFact[] {
  return facts.filter(({ name }) => profile?.endsOn || !OF_THE_LAST_DAY.has(name));
}

/** The facts as the API takes them, and which of the fields hold no such thing. What is left empty is not told. */
export function factsOf(
  asked: readonly AskedFact[],
  written: (name: string) => string,
  locale: string,
): { facts: TaxFactInput[]; mistakes: Record<string, FactMistake> } {
  const facts: TaxFactInput[] = [];
  const mistakes: Record<string, FactMistake> = {};
  for (const { name, kind } of asked) {
    const text = written(name).trim();
    if (kind === "YES_NO") facts.push({ name, value: text ? "true" : "false" });
    else if (text !== "") {
      const value = valueOf(kind, text, locale);
      if (value === null) mistakes[name] = kind === "SHARE" ? "percent" : "amount";
      else facts.push({ name, value });
    }
  }
  return { facts, mistakes };
}

/** A fact as its field shows it: shares in per cent. */
export function shownFact(kind: AskedFact["kind"], value: string): string {
  return kind === "SHARE" && /^\d+(\.\d+)?$/.test(value) ? shiftPoint(value, 2) : value;
}

function valueOf(kind: AskedFact["kind"], text: string, locale: string): string | null {
  if (kind !== "AMOUNT" && kind !== "SHARE") return text;
  const number = decimalOf(kind === "SHARE" ? text.replace(/\s*%$/, "") : text, locale);
  if (kind === "AMOUNT" || number === null) return number;
  return Number(number) <= 100 ? shiftPoint(number, -2) : null;
}
