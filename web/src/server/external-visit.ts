import type { NextRequest, NextResponse } from "next/server";

const COOKIE = "solvent_visit";
const SECONDS_KEPT = 15 * 60;

/** `link`: the account elsewhere is to be added to the one that is signed in. */
export type Visit = { purpose: "sign-in" | "link"; secret: string };

/** The visit to a provider that this browser began, or null. */
export function visitOf(request: NextRequest): Visit | null {
  const [purpose, secret] = (request.cookies.get(COOKIE)?.value ?? "").split(".", 2);
  return secret && (purpose === "sign-in" || purpose === "link") ? { purpose, secret } : null;
}

/**
 * Keep a visit, or forget it. Lax and not Strict: the browser comes back from the provider's site, by a link. What the
 * purpose says only chooses the page that is shown after; what is done the API knows by the secret.
 */
export function rememberVisit(request: NextRequest, response: NextResponse, visit: Visit | null): void {
  const protocol = request.headers.get("x-forwarded-proto") ?? request.nextUrl.protocol;
  response.cookies.set(COOKIE, visit ? `${visit.purpose}.${visit.secret}` : "", {
    httpOnly: true,
    sameSite: "lax",
    path: "/sign-in/callback",
    secure: protocol.startsWith("https"),
    maxAge: visit ? SECONDS_KEPT : 0,
  });
}
