import { describe, expect, it } from "vitest";
import { KINDS, typeOf } from "./event-kinds";

describe("typeOf", () => {
  it("says what stands in the message", () => {
    expect(KINDS.map(typeOf)).toEqual([
      "transactions.created",
      "transactions.changed",
      "transactions.removed",
      "document.read",
      "forecast.made",
      "lead.changed",
      "consent.granted",
      "consent.expiring",
      "consent.ended",
      "partner.lead.sent",
      "partner.lead.withdrawn",
    ]);
    expect(typeOf("TEST")).toBe("webhook.test");
  });
});
