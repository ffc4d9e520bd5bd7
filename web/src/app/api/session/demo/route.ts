import type { NextRequest } from "next/server";
import { demoCredentials } from "@/server/addresses";
import { isFromOurPages } from "@/server/same-origin";
import { signInWith } from "@/server/sign-in-with";

/** Sign in as the demo person. The password stays on this server. */
export async function POST(request: NextRequest) {
  const credentials = demoCredentials();
  if (!credentials) return new Response(null, { status: 404 });
  if (!isFromOurPages(request)) return new Response(null, { status: 403 });
  return signInWith(request, credentials);
}
