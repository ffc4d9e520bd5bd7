import { NextResponse, type NextRequest } from "next/server";
import { callApi } from "@/server/call-api";
import { readCookie } from "@/server/cookies";
import { BeginExternalSignIn, LinkExternalIdentity } from "@/server/external-operations";
import { rememberVisit, type Visit } from "@/server/external-visit";
import { isFromOurPages } from "@/server/same-origin";
import { refused, refusedBecause } from "@/server/session-answers";

/** Begin a visit to an outside provider: the page goes where the answer says, the secret stays in a cookie. */
export async function POST(request: NextRequest) {
  if (!isFromOurPages(request)) return new Response(null, { status: 403 });
  const asked = askedFor(await request.json().catch(() => null));
  if (!asked) return new Response(null, { status: 400 });
  try {
    const begun = await begin(request, asked.provider, asked.purpose);
    if (!begun.redirectTo || !begun.browserSecret) return refused(begun.errors);
    const answer = { redirectTo: begun.redirectTo, errors: [] };
    const response = NextResponse.json(answer, { headers: { "cache-control": "no-store" } });
    rememberVisit(request, response, { purpose: asked.purpose, secret: begun.browserSecret });
    return response;
  } catch (error) {
    return refusedBecause(error);
  }
}

async function begin(request: NextRequest, provider: string, purpose: Visit["purpose"]) {
  const variables = { input: { provider } };
  if (purpose === "sign-in") return (await callApi(BeginExternalSignIn, variables, request.headers)).beginExternalSignIn;
  const accessToken = readCookie(request, "access");
  return (await callApi(LinkExternalIdentity, variables, request.headers, accessToken)).linkExternalIdentity;
}

function askedFor(body: unknown): { provider: string; purpose: Visit["purpose"] } | null {
  if (typeof body !== "object" || body === null) return null;
  const { provider, purpose } = body as Record<string, unknown>;
  if (typeof provider !== "string") return null;
  return { provider, purpose: purpose === "link" ? "link" : "sign-in" };
}
