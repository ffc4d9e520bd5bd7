import type { NextRequest } from "next/server";
import type { FactorProof } from "@/gql/graphql";
import { callApi } from "@/server/call-api";
import { readCookie } from "@/server/cookies";
import { isFromOurPages } from "@/server/same-origin";
import { refused, refusedBecause, signedIn } from "@/server/session-answers";
import { CompleteSignIn } from "@/server/session-operations";

/** The second step of a sign-in: what proves the person, for the question whose token waits in a cookie. */
export async function POST(request: NextRequest) {
  if (!isFromOurPages(request)) return new Response(null, { status: 403 });
  const proof = proofOf(await request.json().catch(() => null));
  if (!proof) return new Response(null, { status: 400 });
  const challenge = readCookie(request, "challenge") ?? "";
  const input = { challenge, proof, deviceToken: readCookie(request, "device"), rememberDevice: true };
  try {
    const { completeSignIn: done } = await callApi(CompleteSignIn, { input }, request.headers);
    return done.session ? signedIn(request, done.session, done.deviceToken) : refused(done.errors);
  } catch (error) {
    return refusedBecause(error);
  }
}

function proofOf(body: unknown): FactorProof | null {
  if (typeof body !== "object" || body === null) return null;
  const { totpCode, recoveryCode, passkey } = body as Record<string, unknown>;
  if (typeof totpCode === "string") return { totpCode };
  if (typeof recoveryCode === "string") return { recoveryCode };
  return typeof passkey === "object" && passkey !== null ? { passkey } : null;
}
