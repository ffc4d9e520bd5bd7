/** What every request of our pages carries. A page of another origin can't set it without being asked first. */
export const BROWSER_HEADER = "x-solvent-browser";

/**
 * True when the request was made by our own pages. The cookies are SameSite=Strict already; this also refuses sibling
 * subdomains, other ports of this machine, and forms, which can't send JSON or a header.
 */
export function isFromOurPages(request: Request): boolean {
  if (!request.headers.has(BROWSER_HEADER)) return false;
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
