import type { NextRequest } from "next/server";
import { callApi } from "@/server/call-api";
import { isFromOurPages } from "@/server/same-origin";
import { askedForFactor, refused, refusedBecause } from "@/server/session-answers";
import { StartPasskeySignIn } from "@/server/session-operations";

/** What a passkey is to answer, to sign in with it alone. The question's token waits in a cookie. */
export async function POST(request: NextRequest) {
  if (!isFromOurPages(request)) return new Response(null, { status: 403 });
  try {
    const { startPasskeySignIn: started } = await callApi(StartPasskeySignIn, {}, request.headers);
    return started.challenge ? askedForFactor(request, started.challenge) : refused(started.errors);
  } catch (error) {
    return refusedBecause(error);
  }
}
