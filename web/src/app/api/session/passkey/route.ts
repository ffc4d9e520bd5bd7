import type { NextRequest } from "next/server";
import { callApi } from "@/server/call-api";
import { readCookie } from "@/server/cookies";
import { isFromOurPages } from "@/server/same-origin";
import { refused, refusedBecause, signedIn } from "@/server/session-answers";
import { SignInWithPasskey } from "@/server/session-operations";

/** Sign in with a passkey alone: its answer to the question whose token waits in a cookie. */
export async function POST(request: NextRequest) {
  if (!isFromOurPages(request)) return new Response(null, { status: 403 });
  const body: unknown = await request.json().catch(() => null);
  const passkey = typeof body === "object" && body !== null ? (body as Record<string, unknown>).passkey : null;
  if (typeof passkey !== "object" || passkey === null) return new Response(null, { status: 400 });
  const challenge = readCookie(request, "challenge") ?? "";
  const input = { challenge, passkey, deviceToken: readCookie(request, "device"), rememberDevice: true };
  try {
    const { signInWithPasskey: done } = await callApi(SignInWithPasskey, { input }, request.headers);
    return done.session ? signedIn(request, done.session, done.deviceToken) : refused(done.errors);
  } catch (error) {
    return refusedBecause(error);
  }
}
