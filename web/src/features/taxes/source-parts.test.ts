import { describe, expect, it } from "vitest";
import { sourceParts } from "./source-parts";

describe("sourceParts", () => {
  it("is one text where there is no address", () => {
    expect(sourceParts("Tax Code, art. 346.20(1)")).toEqual([{ text: "Tax Code, art. 346.20(1)", href: null }]);
  });

  it("makes addresses links, and nothing else", () => {
    expect(sourceParts("Rates: https://www.gov.uk/income-tax-rates; s. 6")).toEqual([
      { text: "Rates: ", href: null },
      { text: "https://www.gov.uk/income-tax-rates", href: "https://www.gov.uk/income-tax-rates" },
      { text: "; s. 6", href: null },
    ]);
    expect(sourceParts("javascript:alert(1)")).toEqual([{ text: "javascript:alert(1)", href: null }]);
  });
});
