import { describe, expect, it } from "vitest";
import { codesFile, grouped, pictureOf } from "./secret-text";

describe("what is shown of a secret", () => {
  it("is in groups of four", () => {
    expect(grouped("JBSWY3DPEHPK3PXP")).toBe("JBSW Y3DP EHPK 3PXP");
    expect(grouped("JBSWY3")).toBe("JBSW Y3");
    expect(grouped("")).toBe("");
  });

  it("is a picture with nothing that ends its address early", () => {
    const picture = pictureOf(`<svg xmlns="http://www.w3.org/2000/svg" fill="#000"><path d="M0 0h1"/></svg>`);
    expect(picture).toMatch(/^data:image\/svg\+xml;charset=utf-8,[^#"<>\s]+$/);
  });
});

describe("the file of recovery codes", () => {
  it("says what they are, and has each on a line", () => {
    expect(codesFile(["aaaa-bbbb", "cccc-dddd"], "Recovery codes")).toBe("Recovery codes\n\naaaa-bbbb\ncccc-dddd\n");
  });
});
