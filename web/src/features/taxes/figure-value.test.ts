import { describe, expect, it } from "vitest";
import { figureValue, percentUsed } from "./figure-value";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("figureValue", () => {
  it("tells rates from money", () => {
    expect(plain(figureValue("0.04", "RUB", "ru"))).toBe("4 %");
    expect(figureValue("0.9235", "USD", "en")).toBe("92.35%");
    expect(plain(figureValue("2400000", "RUB", "ru"))).toBe("2 400 000 ₽");
    expect(figureValue("1234.5", "GBP", "en")).toBe("£1,234.50");
  });

  it("reads decimals however they are written", () => {
    expect(figureValue("0E-28", "RUB", "en")).toBe("₽0");
    expect(figureValue("166666.6666666666666666666667", "USD", "en")).toBe("$166,666.67");
  });

  it("counts what is counted", () => {
    expect(figureValue("52", "GBP", "en", "weeks")).toBe("52");
    expect(figureValue("1", "USD", "en", "known")).toBe("1");
  });
});

describe("percentUsed", () => {
  it("rounds down, so that 100 means all", () => {
    expect(percentUsed("2399999.99", "2400000")).toBe(99);
    expect(percentUsed("2400000.00", "2400000")).toBe(100);
    expect(percentUsed("3600000", "2400000")).toBe(150);
    expect(percentUsed("-5", "2400000")).toBe(0);
    expect(percentUsed("5", "0")).toBe(0);
  });
});
