import type { NextRequest } from "next/server";
import { isFromOurPages } from "@/server/same-origin";
import { refused } from "@/server/session-answers";
import { signInWith } from "@/server/sign-in-with";

export async function POST(request: NextRequest) {
  if (!isFromOurPages(request)) return new Response(null, { status: 403 });
  const body: unknown = await request.json().catch(() => null);
  if (!areCredentials(body)) {
    return refused([{ code: "INVALID", message: "Enter your e-mail address and password.", field: null }], 400);
  }
  return signInWith(request, { email: body.email, password: body.password });
}

function areCredentials(body: unknown): body is { email: string; password: string } {
  if (typeof body !== "object" || body === null) return false;
  const { email, password } = body as Record<string, unknown>;
  return typeof email === "string" && typeof password === "string";
}
