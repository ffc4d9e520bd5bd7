import { describe, expect, it } from "vitest";
import type { InsightFieldsFragment } from "@/gql/graphql";
import { insightValues } from "./insight-values";
import { placeOfAction } from "./place-of-action";

const paid: InsightFieldsFragment = {
  id: "1",
  kind: "PRICE_RISE",
  action: "OPEN_TRANSACTION",
  topic: null,
  label: "Films",
  day: "2025-03-08",
  amount: { amount: "-999.00", currency: "EUR" },
  usualAmount: { amount: "-799.00", currency: "EUR" },
  chance: null,
};

describe("insightValues", () => {
  it("says what was paid without a sign", () => {
    expect(insightValues(paid, "en")).toEqual({
      label: "Films",
      day: "March 8, 2025",
      hasAmount: "yes",
      amount: "€999.00",
      usual: "€799.00",
      percent: "",
    });
  });

  it("keeps the sign of a balance, and rounds its chance", () => {
    const below = insightValues({ ...paid, kind: "BALANCE_BELOW_ZERO", chance: 0.625 }, "en");
    expect([below.amount, below.percent]).toEqual(["-€999.00", "63"]);
  });

  it("knows what is about no sum", () => {
    const lapses = insightValues({ ...paid, kind: "CONSENT_LAPSES", amount: null, usualAmount: null }, "en");
    expect([lapses.hasAmount, lapses.amount]).toEqual(["no", ""]);
  });
});

it("sends taxes to their page, and a consent to the banks", () => {
  expect([placeOfAction("OPEN_TAXES"), placeOfAction("RENEW_CONSENT")]).toEqual(["/taxes", "/banks"]);
});
