import { NextRequest } from "next/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { POST as begin } from "@/app/api/session/external/route";
import { GET as comeBack } from "@/app/sign-in/callback/route";
import { BROWSER_HEADER } from "./same-origin";

type Sent = { query: string; variables: object; authorization: string | null };

const ORIGIN = "http://localhost:3000";
const OURS = { "content-type": "application/json", [BROWSER_HEADER]: "1", "sec-fetch-site": "same-origin", host: "localhost:3000" };
const TOKENS = { accessToken: "a", accessTokenExpiresAt: new Date(Date.now() + 600_000).toISOString(), refreshToken: "r" };
const SENT_AWAY = { redirectTo: "https://id.example/authorize", browserSecret: "s3cret_-", errors: [] };

let sent: Sent[] = [];
let answer: object = {};

beforeEach(() => {
  sent = [];
  vi.stubGlobal("fetch", async (_: string, { body, headers }: { body: string; headers: Headers }) => {
    sent.push({ ...(JSON.parse(body) as { query: string; variables: object }), authorization: headers.get("authorization") });
    return Response.json({ data: answer });
  });
});
afterEach(() => vi.unstubAllGlobals());

function beginning(body: object, cookie = "") {
  return begin(new NextRequest(`${ORIGIN}/api/session/external`, { method: "POST", headers: { ...OURS, cookie }, body: JSON.stringify(body) }));
}

function comingBack(cookie: string, query = "state=st&code=co&iss=https%3A%2F%2Fid.example") {
  return comeBack(new NextRequest(`${ORIGIN}/sign-in/callback?${query}`, { headers: { cookie, host: "localhost:3000" } }));
}

describe("a visit to an outside provider", () => {
  it("begins without anybody's token, and keeps its secret where scripts can't read it", async () => {
    answer = { beginExternalSignIn: SENT_AWAY };
    const response = await beginning({ provider: "example" }, "__Host-solvent_access=token");
    expect(await response.json()).toEqual({ redirectTo: "https://id.example/authorize", errors: [] });
    expect(response.headers.get("set-cookie")).toMatch(/^solvent_visit=sign-in\.s3cret_-; Path=\/sign-in\/callback;.*HttpOnly; SameSite=lax/);
    expect(sent).toMatchObject([{ variables: { input: { provider: "example" } }, authorization: null }]);
  });

  it("that adds an account begins in the person's name", async () => {
    answer = { linkExternalIdentity: SENT_AWAY };
    const response = await beginning({ provider: "example", purpose: "link" }, "__Host-solvent_access=token");
    expect(response.headers.get("set-cookie")).toContain("solvent_visit=link.s3cret_-;");
    expect(sent[0]?.query).toContain("linkExternalIdentity");
    expect(sent[0]?.authorization).toBe("Bearer token");
  });

  it("that needs presence says so, and begins nothing", async () => {
    const errors = [{ code: "STEP_UP_NEEDED", message: "Confirm.", field: null }];
    answer = { linkExternalIdentity: { redirectTo: null, browserSecret: null, errors } };
    const response = await beginning({ provider: "example", purpose: "link" }, "__Host-solvent_access=token");
    expect(await response.json()).toEqual({ session: null, errors });
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  it("is not begun by another site, nor without a provider", async () => {
    const foreign = new NextRequest(`${ORIGIN}/api/session/external`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    expect((await begin(foreign)).status).toBe(403);
    expect((await beginning({ purpose: "link" })).status).toBe(400);
    expect(sent).toEqual([]);
  });
});

describe("who comes back from a provider", () => {
  it("is signed in", async () => {
    answer = { completeExternalSignIn: { session: TOKENS, challenge: null, errors: [] } };
    const response = await comingBack("solvent_visit=sign-in.s3cret_-");
    expect([response.status, response.headers.get("location")]).toEqual([303, "/dashboard"]);
    const cookies = response.headers.getSetCookie();
    expect(cookies.some((cookie) => cookie.startsWith("__Host-solvent_access=a;"))).toBe(true);
    expect(cookies.some((cookie) => cookie.startsWith("solvent_visit=;"))).toBe(true);
    expect(sent[0]?.variables).toEqual({ input: { state: "st", code: "co", iss: "https://id.example", browserSecret: "s3cret_-" } });
  });

  it("sees on the Security page that the account was added, or why not", async () => {
    answer = { completeExternalSignIn: { session: null, challenge: null, errors: [] } };
    expect((await comingBack("solvent_visit=link.s3cret_-")).headers.get("location")).toBe("/settings/security?outside=added");
    answer = { completeExternalSignIn: { session: null, challenge: null, errors: [{ code: "IDENTITY_TAKEN", message: "" }] } };
    expect((await comingBack("solvent_visit=link.s3cret_-")).headers.get("location")).toBe("/settings/security?outside=IDENTITY_TAKEN");
  });

  it("is told on the page of the sign-in why it did not work", async () => {
    answer = { completeExternalSignIn: { session: null, challenge: null, errors: [{ code: "LINK_FIRST", message: "" }] } };
    expect((await comingBack("solvent_visit=sign-in.s3cret_-")).headers.get("location")).toBe("/sign-in/failed?code=LINK_FIRST");
  });

  it("is nobody without a visit of this browser", async () => {
    for (const cookie of ["", "solvent_visit=s3cret", "solvent_visit=other.s3cret", "solvent_visit=link."]) {
      expect((await comingBack(cookie)).headers.get("location")).toBe("/sign-in/failed?code=EXTERNAL_SIGN_IN_OVER");
    }
    expect((await comingBack("solvent_visit=link.s", "error=access_denied")).headers.get("location")).toBe(
      "/settings/security?outside=EXTERNAL_SIGN_IN_OVER",
    );
    expect(sent).toEqual([]);
  });
});
