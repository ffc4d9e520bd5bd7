import { NextResponse, type NextRequest } from "next/server";
import { connectOrigins } from "./server/addresses";

/** Give each page a content security policy: only our own scripts, connections only to the API and the file store. */
export function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID());
  const policy = policyFor(nonce);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy); // Next reads the nonce from here and puts it on its scripts.
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  const hsts = Number(process.env.SOLVENT_HSTS_SECONDS ?? 0);
  if (hsts > 0) response.headers.set("strict-transport-security", `max-age=${hsts}; includeSubDomains`);
  return response;
}

function policyFor(nonce: string): string {
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'", // the chart sizes itself with style attributes
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${connectOrigins().join(" ")}${development ? " ws:" : ""}`,
    "worker-src 'self'", // the service worker that shows push messages
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = { matcher: ["/((?!api/|_next/static|_next/image|icon.svg).*)"] };
