import type { SessionAnswer } from "./session-answer";

export type SessionAction = "sign-in" | "demo" | "refresh" | "sign-out";

type AskOptions = { body?: object; token?: string | null };

const UNREACHABLE: SessionAnswer = {
  session: null,
  errors: [{ code: "API_UNREACHABLE", message: "The service does not answer right now. Try again in a moment." }],
};

/**
 * Ask this server about the session. One at a time over all tabs of the browser: two tabs that spend the same refresh
 * token would look like theft and lose the session. `keepalive` lets the answer's cookie arrive when the page is left.
 */
export async function askForSession(action: SessionAction, options: AskOptions = {}): Promise<SessionAnswer> {
  if (typeof navigator === "undefined" || !navigator.locks) return send(action, options);
  return navigator.locks.request("solvent-session", () => send(action, options));
}

async function send(action: SessionAction, { body = {}, token }: AskOptions): Promise<SessionAnswer> {
  try {
    const response = await fetch(`/api/session/${action}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
      keepalive: true,
    });
    return (await response.json()) as SessionAnswer;
  } catch {
    return UNREACHABLE;
  }
}
