import { describe, expect, it } from "vitest";
import { askedOf, factsOf, shownFact, type AskedFact } from "./facts-of";

const asked = (name: string, kind: AskedFact["kind"]): AskedFact => ({ name, kind, description: "", choices: [] });
const ALL = [
  asked("share", "SHARE"), asked("left", "AMOUNT"), asked("employees", "YES_NO"), asked("status", "CHOICE"), asked("start", "DAY"),
];

function told(form: Record<string, string>, locale = "ru") {
  return factsOf(ALL, (name) => form[name] ?? "", locale);
}

describe("factsOf", () => {
  it("writes each kind as the API reads it", () => {
    expect(told({ share: "30 %", left: "10 000,5", employees: "on", status: "single", start: "2026-03-01" })).toEqual({
      facts: [
        { name: "share", value: "0.3" },
        { name: "left", value: "10000.5" },
        { name: "employees", value: "true" },
        { name: "status", value: "single" },
        { name: "start", value: "2026-03-01" },
      ],
      mistakes: {},
    });
  });

  it("tells nothing of what is left empty, but that a box is not ticked", () => {
    expect(told({})).toEqual({ facts: [{ name: "employees", value: "false" }], mistakes: {} });
  });

  it("names the fields that can't be so", () => {
    expect(told({ share: "130", left: "much" }).mistakes).toEqual({ share: "percent", left: "amount" });
  });
});

describe("shownFact", () => {
  it("shows shares in per cent and all else as it is", () => {
    expect(shownFact("SHARE", "0.045")).toBe("4.5");
    expect(shownFact("AMOUNT", "0.045")).toBe("0.045");
    expect(shownFact("SHARE", "odd")).toBe("odd");
  });
});

describe("askedOf", () => {
  it("asks about the last day only where there is one", () => {
    const facts = [asked("closed", "YES_NO"), asked("employees", "YES_NO")];
    const names = (profile: Parameters<typeof askedOf>[1]) => askedOf(facts, profile).map(({ name }) => name);
    expect(names(null)).toEqual(["employees"]);
    expect(names({ endsOn: null })).toEqual(["employees"]);
    expect(names({ endsOn: "2026-06-30" })).toEqual(["closed", "employees"]);
  });
});
