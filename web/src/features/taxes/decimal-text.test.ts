import { describe, expect, it } from "vitest";
import { decimalOf, shiftPoint } from "./decimal-text";

describe("decimalOf", () => {
  it("reads what people write in either language", () => {
    expect(decimalOf("1 200,50", "ru")).toBe("1200.50");
    expect(decimalOf("1\u00a0200", "ru")).toBe("1200");
    expect(decimalOf("1,200.50", "en")).toBe("1200.50");
    expect(decimalOf("1.200,50", "ru")).toBe("1200.50");
    expect(decimalOf("1,200", "en")).toBe("1200");
    expect(decimalOf("1,200", "ru")).toBe("1.200");
    expect(decimalOf("30,5", "en")).toBe("30.5");
  });

  it("takes nothing else", () => {
    for (const text of ["", "-5", "1e3", "12 roubles", ".5", "1.2.3"]) expect(decimalOf(text, "en")).toBeNull();
  });
});

describe("shiftPoint", () => {
  it("moves the point and loses nothing", () => {
    expect(["0.3", "0.045", "1", "0", "0.000001"].map((share) => shiftPoint(share, 2))).toEqual(["30", "4.5", "100", "0", "0.0001"]);
    expect(["30", "4.5", "100", "0", "0.05"].map((percent) => shiftPoint(percent, -2))).toEqual(["0.3", "0.045", "1", "0", "0.0005"]);
  });
});
