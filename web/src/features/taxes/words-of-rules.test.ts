import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import en from "../../../messages/en.json";
import ru from "../../../messages/ru.json";

const RULES = path.resolve(import.meta.dirname, "../../../../core/taxes");

function sources(folder: string, ending: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(path.join(folder, name), "utf8"))
    .join("\n");
}

const python = sources(RULES, ".py");
const figures = sources(RULES, "figures.toml");

function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ""))].sort();
}

function wordsFor(group: object, key: string): unknown {
  return key.split(".").reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], group);
}

function unsaid(group: object, keys: readonly string[]): string[] {
  return keys.filter((key) => typeof wordsFor(group, key) !== "string");
}

/** The rules call things by keys; a key without words here would be shown in English to everybody. */
describe("the words of the tax rules", () => {
  it("say every line, and every note", () => {
    const lines = found(python, /\b(?:base|charge|credit)\(\s*"([^"]+)"/g);
    const notes = found(python, /\b(?:Note|_gap)\(\s*"([^"]+)"/g);
    expect([lines.length > 25, notes.length > 12]).toEqual([true, true]);
    expect(unsaid(en.taxWords.rules, lines)).toEqual([]);
    expect(unsaid(en.taxWords.notes, notes)).toEqual([]);
  });

  it("say every figure that is not a day of the calendar", () => {
    const keys = found(figures, /^\["?([\w.]+)"?\]$/gm).filter((key) => !/([._]day|days|years)$/.test(key));
    const inNoLine = new Set([
      "npd.smallest_payment", "usn.raised_rate_above", "payments_on_account.smallest_bill", "payments_on_account.most_deducted",
      "mtd.threshold", "vat.monthly_above", "prepayment.smallest_year", "estimated_tax.smallest",
    ]);
    expect(keys.length > 50).toBe(true);
    expect(unsaid(en.taxWords.figures, keys.filter((key) => !inNoLine.has(key)))).toEqual([]);
  });

  it("say every regime and fact", () => {
    const facts = found(python, /\bFact\(\s*"([^"]+)"/g);
    const said = new Set(Object.values(en.taxWords.facts).flatMap((ofCountry) => Object.keys(ofCountry)));
    expect(facts.length > 20).toBe(true);
    expect(facts.filter((name) => !said.has(name))).toEqual([]);
    const regimes = found(python, /^(?:NPD|USN_INCOME|USN_PROFIT|PATENT|SELF_ASSESSMENT|EUR|SCHEDULE_C): Final = "([^"]+)"/gm);
    expect(regimes.length).toBe(7);
    expect(unsaid(en.taxWords.regimes, regimes)).toEqual([]);
  });

  it("say every deadline whose key is written whole", () => {
    const keys = found(python, /"([a-z_]+\.[a-z_]+)\/\{/g);
    expect(keys.length > 9).toBe(true);
    expect(unsaid(en.taxWords.deadlines, keys)).toEqual([]);
  });

  it("say the names, days and numbers of gaps", () => {
    const written = [...python.matchAll(/_gap\("(books\.[\w.]+)", "([^"]+)"/g)];
    expect(written.length).toBe(4);
    for (const [, key = "", text = ""] of written) {
      for (const words of [en.taxWords.notes, ru.taxWords.notes]) {
        const said = [...String(wordsFor(words, key)).matchAll(/\{(\w+)[},]/g)].map(([, name]) => name);
        expect([key, ...said].sort()).toEqual([key, ...[...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)].sort());
      }
    }
  });
});
