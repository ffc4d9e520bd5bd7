import { describe, expect, it } from "vitest";
import { BROWSER_HEADER, isFromOurPages } from "./same-origin";

const OURS = { "content-type": "application/json", [BROWSER_HEADER]: "1", host: "app.example.com" };

function from(headers: Record<string, string>): boolean {
  return isFromOurPages(new Request("https://app.example.com/api/session/refresh", { method: "POST", headers }));
}

describe("isFromOurPages", () => {
  it("takes requests of our own pages", () => {
    expect(from({ ...OURS, "sec-fetch-site": "same-origin" })).toBe(true);
    expect(from({ ...OURS, origin: "https://app.example.com" })).toBe(true); // a browser without fetch metadata
  });

  it.each(["cross-site", "same-site", "none"])("refuses a request whose site is %s", (site) => {
    expect(from({ ...OURS, "sec-fetch-site": site, origin: "https://app.example.com" })).toBe(false);
  });

  it("refuses what another page, a form or a bare program could send", () => {
    expect(from({ ...OURS, origin: "https://evil.example" })).toBe(false);
    expect(from({ ...OURS, origin: "null" })).toBe(false);
    expect(from(OURS)).toBe(false);
    expect(from({ ...OURS, "content-type": "text/plain", "sec-fetch-site": "same-origin" })).toBe(false);
    expect(from({ "content-type": "application/json", host: "app.example.com", "sec-fetch-site": "same-origin" })).toBe(false);
  });
});
