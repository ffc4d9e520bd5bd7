import type { NextRequest } from "next/server";
import { callApi } from "@/server/call-api";
import { readCookie } from "@/server/cookies";
import { isFromOurPages } from "@/server/same-origin";
import { refused, refusedBecause, signedIn, signedOut } from "@/server/session-answers";
import { RefreshSession } from "@/server/session-operations";

/** Trade the refresh cookie for fresh ones. Without a session the answer is empty, not an error. */
export async function POST(request: NextRequest) {
  if (!isFromOurPages(request)) return new Response(null, { status: 403 });
  const refreshToken = readCookie(request, "refresh");
  if (!refreshToken) return refused([]);
  try {
    const { refreshSession } = await callApi(RefreshSession, { input: { refreshToken } }, request.headers);
    return refreshSession.session
      ? signedIn(request, refreshSession.session)
      : signedOut(request, refreshSession.errors);
  } catch (error) {
    // An API that is down must not cost anybody their session: the cookie stays.
    return refusedBecause(error);
  }
}
