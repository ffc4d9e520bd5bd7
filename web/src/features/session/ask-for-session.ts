import { BROWSER_HEADER } from "@/server/same-origin";
import type { SessionAnswer } from "./session-answer";

export type SessionAction = "sign-in" | "complete-sign-in" | "passkey-question" | "passkey" | "demo" | "refresh" | "sign-out";

const UNREACHABLE: SessionAnswer = {
  session: null,
  errors: [{ code: "API_UNREACHABLE", message: "The service does not answer right now. Try again in a moment." }],
};

/**
 * Ask this server about the session. One at a time over all tabs of the browser: two tabs that spend the same refresh
 * token would look like theft and lose the session. `keepalive` lets the answer's cookie arrive when the page is left.
 */
export async function askForSession(action: SessionAction, body: object = {}): Promise<SessionAnswer> {
  if (typeof navigator === "undefined" || !navigator.locks) return send(action, body);
  return navigator.locks.request("solvent-session", () => send(action, body));
}

async function send(action: SessionAction, body: object): Promise<SessionAnswer> {
  try {
    const response = await fetch(`/api/session/${action}`, {
      method: "POST",
      headers: { "content-type": "application/json", [BROWSER_HEADER]: "1" },
      body: JSON.stringify(body),
      keepalive: true,
    });
    return (await response.json()) as SessionAnswer;
  } catch {
    return UNREACHABLE;
  }
}
