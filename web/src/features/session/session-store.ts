import type { Failure } from "@/graphql/failure";
import { askForSession, type SessionAction } from "./ask-for-session";

/** `epoch` changes with each sign-in, so that nothing kept for one person is ever shown to the next. */
export type SessionState =
  | { status: "restoring" }
  | { status: "signed-out"; hasEnded: boolean }
  | { status: "unreachable"; failure: Failure }
  | { status: "signed-in"; epoch: number };

type Token = { value: string; expiresAtMs: number };

const REFRESH_BEFORE_MS = 30_000;
const CHANNEL = "solvent-session";

/** The session of this page: the access token lives here, in memory, and nowhere else. */
export class SessionStore {
  private state: SessionState = { status: "restoring" };
  private token: Token | null = null;
  private epoch = 0;
  private refreshing: Promise<string | null> | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly channel = typeof window === "undefined" ? null : new BroadcastChannel(CHANNEL);

  constructor() {
    this.channel?.addEventListener("message", () => this.end(false));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): SessionState => this.state;

  /** Resume what the refresh cookie stands for, if anything. */
  async restore(): Promise<void> {
    if (this.state.status === "signed-in") return;
    await this.refresh();
  }

  /** Sign in. Returns what was refused; empty means signed in. */
  async signIn(action: SessionAction, body: object = {}): Promise<Failure[]> {
    const answer = await askForSession(action, { body });
    if (answer.session) this.begin(answer.session);
    return answer.errors;
  }

  async signOut(): Promise<void> {
    const token = await this.freshToken(); // the API ends the session that the token belongs to
    await askForSession("sign-out", { token });
    this.end(false);
    this.channel?.postMessage("signed-out");
  }

  /** The access token as it is, without a check of its age. */
  currentToken(): string | null {
    return this.token?.value ?? null;
  }

  isTokenStale(): boolean {
    return this.token !== null && this.token.expiresAtMs - Date.now() < REFRESH_BEFORE_MS;
  }

  /** A token that will last for the next request, or null when the session is over. */
  async freshToken(): Promise<string | null> {
    if (this.token && !this.isTokenStale()) return this.token.value;
    return this.refresh();
  }

  /** Trade the refresh cookie for a new token. A refresh token works once, so only one trade runs at a time. */
  refresh(): Promise<string | null> {
    this.refreshing ??= this.trade().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async trade(): Promise<string | null> {
    const wasSignedIn = this.state.status === "signed-in";
    const answer = await askForSession("refresh");
    const failure = answer.errors[0];
    if (answer.session) {
      this.begin(answer.session, wasSignedIn);
    } else if (failure && isPassing(failure)) {
      if (!wasSignedIn) this.set({ status: "unreachable", failure });
    } else {
      this.end(wasSignedIn);
    }
    return this.currentToken();
  }

  private begin(session: { accessToken: string; expiresAt: string }, isSamePerson = false): void {
    this.token = { value: session.accessToken, expiresAtMs: Date.parse(session.expiresAt) };
    if (!isSamePerson) this.set({ status: "signed-in", epoch: ++this.epoch });
  }

  private end(hasEnded: boolean): void {
    this.token = null;
    this.set({ status: "signed-out", hasEnded });
  }

  private set(state: SessionState): void {
    this.state = state;
    this.listeners.forEach((listener) => listener());
  }
}

/** True for a failure that says nothing of the session itself: waiting can help. */
function isPassing(failure: Failure): boolean {
  return failure.code !== "INVALID_TOKEN" && failure.code !== "UNAUTHENTICATED";
}
