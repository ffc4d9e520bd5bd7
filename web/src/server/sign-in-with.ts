import type { NextRequest, NextResponse } from "next/server";
import { callApi } from "./call-api";
import { readCookie } from "./cookies";
import { askedForFactor, refused, refusedBecause, signedIn } from "./session-answers";
import { SignIn } from "./session-operations";

/** Sign in at the API and keep the session of this browser, which is known from then on. */
export async function signInWith(
  request: NextRequest,
  credentials: { email: string; password: string },
): Promise<NextResponse> {
  try {
    const input = { ...credentials, deviceToken: readCookie(request, "device"), rememberDevice: true };
    const { signIn } = await callApi(SignIn, { input }, request.headers);
    if (signIn.challenge) return askedForFactor(request, signIn.challenge);
    return signIn.session ? signedIn(request, signIn.session, signIn.deviceToken) : refused(signIn.errors);
  } catch (error) {
    return refusedBecause(error);
  }
}
