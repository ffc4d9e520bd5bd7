import type { NextRequest } from "next/server";
import { ApiCallError, callApi } from "@/server/call-api";
import { readCookie } from "@/server/cookies";
import { isFromOurPages } from "@/server/same-origin";
import { signedOut } from "@/server/session-answers";
import { SignOut } from "@/server/session-operations";

/** End the session at the API and forget it here, even when the API does not answer: this browser is signed out. */
export async function POST(request: NextRequest) {
  if (!isFromOurPages(request)) return new Response(null, { status: 403 });
  try {
    const accessToken = readCookie(request, "access");
    if (accessToken) await callApi(SignOut, {}, request.headers, accessToken);
  } catch (error) {
    if (!(error instanceof ApiCallError)) throw error;
  }
  return signedOut(request);
}
