import { describe, expect, it } from "vitest";
import { suggestedName } from "./passkey-name";

describe("the name that is suggested for a passkey", () => {
  it("is the device's, though phones call themselves by their ancestors too", () => {
    expect(suggestedName("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)")).toBe("iPhone");
    expect(suggestedName("Mozilla/5.0 (Linux; Android 15; Pixel 9)")).toBe("Android");
    expect(suggestedName("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)")).toBe("Mac");
    expect(suggestedName("Mozilla/5.0 (X11; Linux x86_64)")).toBe("Linux");
    expect(suggestedName("")).toBe("");
  });
});
