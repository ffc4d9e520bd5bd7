import { describe, expect, it } from "vitest";
import { nameOfKey, periodOfKey } from "./period-of-key";

const quarter = (number: number, year: string) => `Q${number} ${year}`;

describe("periodOfKey", () => {
  it("says months and quarters in words", () => {
    expect(periodOfKey("npd.payment/2026-03", "en", quarter)).toBe("March 2026");
    expect(periodOfKey("npd.payment/2026-03", "ru", quarter)).toBe("март 2026 г.");
    expect(periodOfKey("usn.advance/2026-q2", "en", quarter)).toBe("Q2 2026");
  });

  it("leaves years as people name them, and a patent's days out", () => {
    expect(periodOfKey("usn.payment/2025", "en", quarter)).toBe("2025");
    expect(periodOfKey("self_assessment.return/2026-27", "en", quarter)).toBe("2026-27");
    expect(periodOfKey("self_assessment.return/2011-12", "en", quarter)).toBe("2011-12");
    expect(periodOfKey("patent.rest/2026-02-01", "en", quarter)).toBeNull();
    expect(periodOfKey("alone", "en", quarter)).toBeNull();
  });
});

describe("nameOfKey", () => {
  it("is what is due, without the period", () => {
    expect(nameOfKey("usn.advance/2026-q2")).toBe("usn.advance");
    expect(nameOfKey("alone")).toBe("alone");
  });
});
