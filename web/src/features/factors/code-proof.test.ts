import { describe, expect, it } from "vitest";
import { codeProof } from "./code-proof";

describe("a typed code", () => {
  it("of six digits is the app's, however it is spaced", () => {
    expect(codeProof("123456")).toEqual({ totpCode: "123456" });
    expect(codeProof(" 123 456 ")).toEqual({ totpCode: "123456" });
  });

  it("is a recovery code otherwise", () => {
    expect(codeProof(" 0a1b-2c3d-4e5f-6g7h-8j9k-0m1n ")).toEqual({ recoveryCode: "0a1b-2c3d-4e5f-6g7h-8j9k-0m1n" });
    expect(codeProof("1234567")).toEqual({ recoveryCode: "1234567" });
  });
});
