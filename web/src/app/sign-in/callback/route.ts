import { NextResponse, type NextRequest } from "next/server";
import { ApiCallError, callApi } from "@/server/call-api";
import { CompleteExternalSignIn } from "@/server/external-operations";
import { rememberVisit, visitOf } from "@/server/external-visit";
import { askedForFactor, signedIn } from "@/server/session-answers";

/** Where an outside provider sends the browser back to. A session's cookie is set here as a sign-in sets it. */
export async function GET(request: NextRequest) {
  const { searchParams } = request.nextUrl;
  const [state, code] = [searchParams.get("state"), searchParams.get("code")];
  const visit = visitOf(request);
  const failed = (reason: string) =>
    over(request, visit?.purpose === "link" ? linked(reason) : `/sign-in/failed?code=${encodeURIComponent(reason)}`);
  if (!state || !code || !visit) return failed("EXTERNAL_SIGN_IN_OVER");
  const input = { state, code, iss: searchParams.get("iss"), browserSecret: visit.secret };
  try {
    const { completeExternalSignIn: done } = await callApi(CompleteExternalSignIn, { input }, request.headers);
    const refusal = done.errors[0];
    if (refusal) return failed(refusal.code);
    if (done.challenge) {
      const options = encodeURIComponent(JSON.stringify(done.challenge.passkeyOptions ?? null));
      return over(request, `/sign-in/second-step#${options}`, askedForFactor(request, done.challenge));
    }
    return done.session ? over(request, "/dashboard", signedIn(request, done.session)) : over(request, linked("added"));
  } catch (error) {
    if (error instanceof ApiCallError) return failed(error.failure.code);
    throw error;
  }
}

/**
 * The visit is over: to a page of ours, by its path alone, for behind a proxy this server does not know its own name.
 * The cookies that `other` sets are set too; after the visit's, for setting one by name drops what was appended.
 */
function over(request: NextRequest, path: string, other?: NextResponse): NextResponse {
  const response = new NextResponse(null, { status: 303, headers: { location: path, "cache-control": "no-store" } });
  rememberVisit(request, response, null);
  for (const cookie of other?.headers.getSetCookie() ?? []) response.headers.append("set-cookie", cookie);
  return response;
}

/** The page that shows accounts elsewhere, with what the visit came to. */
function linked(outcome: string): string {
  return `/settings/security?outside=${encodeURIComponent(outcome)}`;
}
