import { NextResponse, type NextRequest } from "next/server";
import type { Failure } from "@/graphql/failure";
import type { SessionAnswer } from "@/features/session/session-answer";
import { ApiCallError } from "./call-api";
import { cookieName, cookieShape, type SessionCookie } from "./cookies";

const DAY_S = 24 * 3600;
const REFRESH_KEPT_S = 30 * DAY_S;
const DEVICE_KEPT_S = 365 * DAY_S;

type Tokens = { accessToken: string; accessTokenExpiresAt: string; refreshToken: string };

/** Put both tokens where scripts can't read them, and tell the page only until when it may go on. */
export function signedIn(request: NextRequest, tokens: Tokens, deviceToken: string | null = null): NextResponse {
  const response = answer({ session: { expiresAt: tokens.accessTokenExpiresAt }, errors: [] });
  keep(request, response, "access", tokens.accessToken, (Date.parse(tokens.accessTokenExpiresAt) - Date.now()) / 1000);
  keep(request, response, "refresh", tokens.refreshToken, REFRESH_KEPT_S);
  keep(request, response, "challenge", "", 0);
  if (deviceToken) keep(request, response, "device", deviceToken, DEVICE_KEPT_S);
  return response;
}

type Challenge = { token: string; expiresAt: string; kinds: string[]; passkeyOptions?: unknown };

/** The password was right, and a second factor is wanted: the question's token waits in a cookie for the answer. */
export function askedForFactor(request: NextRequest, asked: Challenge): NextResponse {
  const { token, expiresAt, kinds, passkeyOptions = null } = asked;
  const response = answer({ session: null, errors: [], challenge: { kinds, passkeyOptions } });
  keep(request, response, "challenge", token, (Date.parse(expiresAt) - Date.now()) / 1000);
  return response;
}

/** No session; its cookies go too. The device stays known: who signs out is no stranger. */
export function signedOut(request: NextRequest, errors: Failure[] = []): NextResponse {
  const response = answer({ session: null, errors });
  keep(request, response, "access", "", 0);
  keep(request, response, "refresh", "", 0);
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

function keep(request: NextRequest, response: NextResponse, cookie: SessionCookie, value: string, seconds: number) {
  response.cookies.set(cookieName(request.headers, cookie), value, cookieShape(request.headers, seconds));
}
