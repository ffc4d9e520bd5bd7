import type { NextRequest } from "next/server";
import { apiUrl } from "@/server/addresses";
import { forwardedHeaders, unreachable } from "@/server/call-api";
import { readCookie } from "@/server/cookies";
import { onBehalf } from "@/server/on-behalf-of";
import { isFromOurPages } from "@/server/same-origin";

export const dynamic = "force-dynamic";

const MAX_BODY_BYTES = 256 * 1024;
const TIMEOUT_MS = 30_000;
const FORWARDED_BACK = ["content-type", "retry-after", "traceparent"];

/** Pass an operation on to the API, with the access token of the browser's cookie, and its answer back as it comes. The API's address is read at run time. */
export async function POST(request: NextRequest) {
  if (!isFromOurPages(request)) return new Response(null, { status: 403 });
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > MAX_BODY_BYTES) return failed("TOO_LARGE", "The request is too large.", 413);
  const body = await request.text();
  if (body.length > MAX_BODY_BYTES) return failed("TOO_LARGE", "The request is too large.", 413);
  try {
    const answer = await fetch(`${apiUrl()}/graphql`, {
      method: "POST",
      headers: onBehalf(request.headers, forwardedHeaders(request.headers, readCookie(request, "access"))),
      body,
      cache: "no-store",
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return new Response(answer.body, { status: answer.status, headers: headersBack(answer.headers) });
  } catch {
    const { failure, status } = unreachable();
    return failed(failure.code, failure.message, status);
  }
}

function headersBack(from: Headers): Headers {
  const headers = new Headers({ "cache-control": "no-store" });
  for (const name of FORWARDED_BACK) {
    const value = from.get(name);
    if (value) headers.set(name, value);
  }
  return headers;
}

/** A failure in GraphQL's own shape, so that the page has one way to show it. */
function failed(code: string, message: string, status: number): Response {
  return Response.json({ errors: [{ message, extensions: { code } }] }, { status });
}
