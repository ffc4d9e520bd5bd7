import { describe, expect, it } from "vitest";
import { forwardedHeaders } from "./call-api";
import { ON_BEHALF_OF, onBehalf } from "./on-behalf-of";

function passedOn(given: Record<string, string>): string | null {
  const caller = new Headers(given);
  return onBehalf(caller, forwardedHeaders(caller, "token")).get(ON_BEHALF_OF);
}

describe("the grant that a request is made under", () => {
  it("goes on to the API", () => {
    expect(passedOn({ [ON_BEHALF_OF]: "R3JhbnQ6MQ" })).toBe("R3JhbnQ6MQ");
    expect(passedOn({})).toBeNull();
  });

  it("is never dropped: what asks for another's books must not get one's own", () => {
    expect(passedOn({ [ON_BEHALF_OF]: "" })).toBe("");
    expect(passedOn({ [ON_BEHALF_OF]: "x".repeat(5000) })).toBe("x".repeat(200));
  });
});
