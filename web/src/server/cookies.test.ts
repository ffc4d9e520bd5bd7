import { afterEach, describe, expect, it, vi } from "vitest";
import { cookieName, cookieShape } from "./cookies";

const over = (host: string, proto?: string) => new Headers({ host, ...(proto && { "x-forwarded-proto": proto }) });

afterEach(() => vi.unstubAllEnvs());

describe("session cookies", () => {
  it.each([["127.0.0.1:3000"], ["localhost:3000"], ["[::1]:3000"]])("are guarded on this machine: %s", (host) => {
    expect(cookieName(over(host), "access")).toBe("__Host-solvent_access");
    expect(cookieShape(over(host), 60.9)).toEqual({ httpOnly: true, sameSite: "strict", path: "/", secure: true, maxAge: 60 });
  });

  it("are guarded over TLS and in production, whatever the request says", () => {
    expect(cookieName(over("app.example.com", "https"), "refresh")).toBe("__Host-solvent_refresh");
    vi.stubEnv("SOLVENT_ENVIRONMENT", "production");
    expect(cookieName(over("192.168.1.5:3000"), "device")).toBe("__Host-solvent_device");
    expect(cookieShape(over("192.168.1.5:3000"), -5)).toMatchObject({ secure: true, maxAge: 0 });
  });

  it("go without the prefix to another machine of a developer, whose browser would drop them", () => {
    expect(cookieName(over("192.168.1.5:3000"), "access")).toBe("solvent_access");
    expect(cookieName(over("127.0.0.1.evil.example"), "access")).toBe("solvent_access");
    expect(cookieShape(over("192.168.1.5:3000"), 60).secure).toBe(false);
  });
});
