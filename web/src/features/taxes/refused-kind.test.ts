import { describe, expect, it } from "vitest";
import { refusedKind } from "./refused-kind";

describe("refusedKind", () => {
  it("finds the number that was refused", () => {
    expect(refusedKind("This can't be a number of the kind ogrn.", ["inn", "ogrn"])).toBe("ogrn");
    expect(refusedKind("'vat' is not a kind of tax number of this country.", ["utr", "vat"])).toBe("vat");
  });

  it("says it at the first field where none is named", () => {
    expect(refusedKind("This can't be.", ["inn", "ogrn"])).toBe("inn");
  });
});
