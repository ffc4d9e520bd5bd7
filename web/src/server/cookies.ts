import type { NextRequest } from "next/server";

/**
 * The cookies of a browser's session. Scripts can't read them, other sites can't send them, and the prefix `__Host-`
 * lets nobody but this host set them.
 */
export const COOKIES = {
  access: "solvent_access",
  refresh: "solvent_refresh",
  device: "solvent_device",
  challenge: "solvent_challenge",
} as const;

export type SessionCookie = keyof typeof COOKIES;

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/**
 * Over plain HTTP browsers take `__Host-` cookies on this machine only. For the web app of a development machine, looked
 * at from another one, they go without the prefix; in production they never do.
 */
function isGuarded(headers: Headers): boolean {
  if (process.env.SOLVENT_ENVIRONMENT === "production") return true;
  if (headers.get("x-forwarded-proto")?.startsWith("https")) return true;
  return LOCAL.test(headers.get("host") ?? "");
}

export function cookieName(headers: Headers, cookie: SessionCookie): string {
  return isGuarded(headers) ? `__Host-${COOKIES[cookie]}` : COOKIES[cookie];
}

export function cookieShape(headers: Headers, secondsKept: number) {
  return {
    httpOnly: true,
    sameSite: "strict",
    path: "/",
    secure: isGuarded(headers),
    maxAge: Math.max(0, Math.floor(secondsKept)),
  } as const;
}

/** What the browser keeps for us, or null. */
export function readCookie(request: NextRequest, cookie: SessionCookie): string | null {
  return request.cookies.get(cookieName(request.headers, cookie))?.value || null;
}
