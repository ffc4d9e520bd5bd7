import { BROWSER_HEADER } from "@/server/same-origin";
import type { Failure } from "@/graphql/failure";
import type { Outcome } from "@/graphql/outcome";

const UNREACHABLE: Failure = { code: "API_UNREACHABLE", message: "The service does not answer right now.", field: null };

/** Have this server begin a visit to an outside provider, to sign in there or to add the account to this one. */
export async function beginVisit(provider: string, purpose: "sign-in" | "link"): Promise<Outcome<{ redirectTo: string }>> {
  try {
    const response = await fetch("/api/session/external", {
      method: "POST",
      headers: { "content-type": "application/json", [BROWSER_HEADER]: "1" },
      body: JSON.stringify({ provider, purpose }),
    });
    const { redirectTo, errors } = (await response.json()) as { redirectTo?: string; errors: Failure[] };
    return redirectTo ? { data: { redirectTo }, failure: null } : { data: null, failure: errors[0] ?? UNREACHABLE };
  } catch {
    return { data: null, failure: UNREACHABLE };
  }
}
