/**
 * True when the request was made by our own pages. The refresh cookie is SameSite=Strict already; this also refuses
 * sibling subdomains and forms, which can't send JSON.
 */
export function isFromOurPages(request: Request): boolean {
  if (!request.headers.get("content-type")?.startsWith("application/json")) return false;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = request.headers.get("origin");
  return origin !== null && hostOf(origin) === request.headers.get("host");
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
