import type { NextRequest, NextResponse } from "next/server";
import { callApi } from "./call-api";
import { refused, refusedBecause, signedIn } from "./session-answers";
import { SignIn } from "./session-operations";

/** Sign in at the API and keep the session of this browser. */
export async function signInWith(
  request: NextRequest,
  credentials: { email: string; password: string },
): Promise<NextResponse> {
  try {
    const { signIn } = await callApi(SignIn, { input: credentials }, request.headers);
    return signIn.session ? signedIn(request, signIn.session) : refused(signIn.errors);
  } catch (error) {
    return refusedBecause(error);
  }
}
