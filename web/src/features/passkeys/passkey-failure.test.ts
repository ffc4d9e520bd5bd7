import { describe, expect, it } from "vitest";
import { isLoopback, passkeyFailure, passkeyHindrance } from "./passkey-failure";

describe("a page that can use passkeys", () => {
  it("has a name, and a browser that knows them", () => {
    expect(passkeyHindrance(true, "books.example")).toBeNull();
    expect(passkeyHindrance(true, "localhost")).toBeNull();
    expect(passkeyHindrance(false, "books.example")?.code).toBe("PASSKEY_UNSUPPORTED");
    for (const address of ["127.0.0.1", "10.1.2.3", "[::1]"]) {
      expect(passkeyHindrance(true, address)?.code).toBe("PASSKEY_NEEDS_NAME");
    }
  });

  it("is one name away on one's own machine", () => {
    expect(["127.0.0.1", "[::1]", "10.1.2.3", "localhost"].map(isLoopback)).toEqual([true, true, false, false]);
  });
});

describe("a failed use of a passkey", () => {
  it("is told in the person's terms", () => {
    const named = (name: string) => new DOMException("words of the browser", name);
    expect(passkeyFailure(named("NotAllowedError")).code).toBe("PASSKEY_NOT_GIVEN");
    expect(passkeyFailure(named("InvalidStateError")).code).toBe("PASSKEY_KNOWN_HERE");
    expect(passkeyFailure(named("SecurityError")).code).toBe("PASSKEY_NEEDS_NAME");
    expect(passkeyFailure("no error at all").code).toBe("PASSKEY_NOT_GIVEN");
  });
});
