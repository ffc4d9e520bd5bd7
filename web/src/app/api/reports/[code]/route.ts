import type { NextRequest } from "next/server";
import { apiUrl } from "@/server/addresses";
import { forwardedHeaders, unreachable } from "@/server/call-api";

export const dynamic = "force-dynamic";

const TIMEOUT_MS = 15_000;

/** What the API says of an income report's code, to anybody: no cookie is read, and none goes on. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  try {
    const answer = await fetch(`${apiUrl()}/reports/${encodeURIComponent(code.slice(0, 64))}`, {
      headers: forwardedHeaders(request.headers, null),
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return new Response(answer.body, { status: answer.status, headers: { "content-type": "application/json", "cache-control": "no-store" } });
  } catch {
    const { failure, status } = unreachable();
    return Response.json(failure, { status });
  }
}
