import { describe, expect, it } from "vitest";
import { valuesForWords } from "./values-for-words";

describe("valuesForWords", () => {
  it("writes days for people, counts as numbers, and names as they are", () => {
    const values = [
      { name: "account", value: "Счёт «1»" },
      { name: "day", value: "2026-03-01" },
      { name: "count", value: "21" },
    ];
    expect(valuesForWords(values, "en")).toEqual({ account: "Счёт «1»", day: "March 1, 2026", count: 21 });
  });

  it("gives nothing for nothing", () => {
    expect(valuesForWords([], "ru")).toEqual({});
  });
});
