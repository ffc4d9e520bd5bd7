import { describe, expect, it } from "vitest";
import en from "../../messages/en.json";
import ru from "../../messages/ru.json";
import { chooseLocale } from "./locales";

function keysOf(messages: object, prefix = ""): string[] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? keysOf(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

function argumentsOf(messages: object): Record<string, string[]> {
  const pairs = keysOf(messages).map((key) => {
    const text = key.split(".").reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], messages);
    return [key, [...new Set([...String(text).matchAll(/\{(\w+)(?:}|, plural)/g)].map((match) => match[1] ?? ""))].sort()];
  });
  return Object.fromEntries(pairs) as Record<string, string[]>;
}

describe("messages", () => {
  it("say the same things in both languages", () => {
    expect(keysOf(ru)).toEqual(keysOf(en));
    expect(argumentsOf(ru)).toEqual(argumentsOf(en));
  });
});

describe("chooseLocale", () => {
  it("follows the person's choice, then the browser, then English", () => {
    expect(chooseLocale("ru", "en-GB,en;q=0.9")).toBe("ru");
    expect(chooseLocale(undefined, "de-DE,ru;q=0.8,en;q=0.5")).toBe("ru");
    expect(chooseLocale(undefined, "en;q=0.4,ru-RU;q=0.9")).toBe("ru");
    expect(chooseLocale("xx", "de,fr")).toBe("en");
    expect(chooseLocale(undefined, null)).toBe("en");
  });
});
