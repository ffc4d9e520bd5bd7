import { describe, expect, it } from "vitest";
import { addDecimals, formatMoney, isNegative, sumByCurrency } from "./money";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("formatMoney", () => {
  it("writes money as the locale does", () => {
    expect(plain(formatMoney({ amount: "-1234567.80", currency: "RUB" }, "ru"))).toBe("-1 234 567,80 ₽");
    expect(formatMoney({ amount: "-1234.5", currency: "EUR" }, "en")).toBe("-€1,234.50");
    expect(formatMoney({ amount: "1500", currency: "JPY" }, "en")).toBe("¥1,500");
  });

  it("loses no digit of an amount that a number could not hold", () => {
    expect(formatMoney({ amount: "90071992547409931.07", currency: "USD" }, "en")).toBe("$90,071,992,547,409,931.07");
  });

  it("shows a plus where asked, and none on zero", () => {
    expect(formatMoney({ amount: "12.00", currency: "EUR" }, "en", { signed: true })).toBe("+€12.00");
    expect(formatMoney({ amount: "0.00", currency: "EUR" }, "en", { signed: true })).toBe("€0.00");
  });

  it("refuses what is no amount", () => {
    expect(() => formatMoney({ amount: "1e3", currency: "EUR" }, "en")).toThrow(RangeError);
    expect(() => formatMoney({ amount: "", currency: "EUR" }, "en")).toThrow(RangeError);
  });
});

describe("sums", () => {
  it("adds exactly", () => {
    expect(addDecimals("0.1", "0.2")).toBe("0.3");
    expect(addDecimals("-0.05", "0.02")).toBe("-0.03");
    expect(addDecimals("9999999999999999.99", "0.01")).toBe("10000000000000000.00");
    expect(addDecimals("1.005", "-2")).toBe("-0.995");
    expect(addDecimals("7", "8")).toBe("15");
  });

  it("keeps currencies apart", () => {
    const amounts = [
      { amount: "10.10", currency: "RUB" },
      { amount: "5.00", currency: "EUR" },
      { amount: "-0.10", currency: "RUB" },
    ];
    expect(sumByCurrency(amounts)).toEqual([
      { amount: "10.00", currency: "RUB" },
      { amount: "5.00", currency: "EUR" },
    ]);
  });

  it("calls only real debts negative", () => {
    expect(["-0.01", "-0.00", "0", "3"].map(isNegative)).toEqual([true, false, false, false]);
  });
});
