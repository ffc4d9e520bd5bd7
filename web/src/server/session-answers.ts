import { NextResponse, type NextRequest } from "next/server";
import type { Failure } from "@/graphql/failure";
import type { SessionAnswer } from "@/features/session/session-answer";
import { ApiCallError } from "./call-api";

const COOKIE = "solvent_refresh";
const DAYS_KEPT = 30;

type Tokens = { accessToken: string; accessTokenExpiresAt: string; refreshToken: string };

/** The refresh token of the browser's session. Only this server ever reads it. */
export function refreshTokenOf(request: NextRequest): string | null {
  return request.cookies.get(COOKIE)?.value ?? null;
}

/** Hand the page its access token and put the refresh token where scripts can't read it. */
export function signedIn(request: NextRequest, tokens: Tokens): NextResponse {
  const response = answer({
    session: { accessToken: tokens.accessToken, expiresAt: tokens.accessTokenExpiresAt },
    errors: [],
  });
  response.cookies.set(COOKIE, tokens.refreshToken, { ...cookieShape(request), maxAge: DAYS_KEPT * 24 * 3600 });
  return response;
}

/** No session; the cookie goes too. */
export function signedOut(request: NextRequest, errors: Failure[] = []): NextResponse {
  const response = answer({ session: null, errors });
  response.cookies.set(COOKIE, "", { ...cookieShape(request), maxAge: 0 });
  return response;
}

/** The attempt failed; whatever session there is stays as it was. */
export function refused(errors: Failure[], status = 200): NextResponse {
  return answer({ session: null, errors }, status);
}

/** Turn a failed call of the API into an answer; anything else is our own fault and goes on up. */
export function refusedBecause(error: unknown): NextResponse {
  if (error instanceof ApiCallError) return refused([error.failure], error.status);
  throw error;
}

function answer(body: SessionAnswer, status = 200): NextResponse {
  return NextResponse.json(body, { status, headers: { "cache-control": "no-store" } });
}

function cookieShape(request: NextRequest) {
  const protocol = request.headers.get("x-forwarded-proto") ?? request.nextUrl.protocol;
  return {
    httpOnly: true,
    sameSite: "strict",
    path: "/api/session",
    secure: protocol.startsWith("https"),
  } as const;
}
