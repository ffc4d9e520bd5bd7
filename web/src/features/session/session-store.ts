import type { Failure } from "@/graphql/failure";
import { askForSession, type SessionAction } from "./ask-for-session";
import type { SessionAnswer } from "./session-answer";

/** `epoch` changes with each sign-in, so that nothing kept for one person is ever shown to the next. */
export type SessionState =
  | { status: "restoring" }
  | { status: "signed-out"; hasEnded: boolean }
  | { status: "unreachable"; failure: Failure }
  | { status: "signed-in"; epoch: number };

/** What tabs tell one another. */
type Told = { kind: "signed-in"; expiresAt: string } | { kind: "signed-out" };

const REFRESH_BEFORE_MS = 30_000;
const CHANNEL = "solvent-session";

/** The session of this page. Its tokens are in cookies that no script can read: the page knows only until when. */
export class SessionStore {
  private state: SessionState = { status: "restoring" };
  private expiresAtMs: number | null = null;
  private epoch = 0;
  private refreshing: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly channel = typeof window === "undefined" ? null : new BroadcastChannel(CHANNEL);

  constructor() {
    this.channel?.addEventListener("message", ({ data }: MessageEvent<Told>) => {
      // The cookies are the whole browser's: who signs in or out in one tab does so in all of them.
      if (data.kind === "signed-in") this.begin(data);
      else this.end(false);
    });
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

  /** Sign in. With no errors and no challenge the person is. */
  async signIn(action: SessionAction, body: object = {}): Promise<SessionAnswer> {
    const answer = await askForSession(action, body);
    if (answer.session) {
      this.begin(answer.session);
      this.tell({ kind: "signed-in", ...answer.session });
    }
    return answer;
  }

  async signOut(): Promise<void> {
    await this.stayFresh(); // the API ends the session that the access cookie belongs to
    await askForSession("sign-out");
    this.forget();
  }

  /** The session was ended at the API, as by a new password or a switched-off account: the cookies go, in all tabs. */
  forget(): void {
    this.end(false);
    this.tell({ kind: "signed-out" });
  }

  /** True when the next request needs a new access cookie first. */
  isStale(): boolean {
    return this.expiresAtMs !== null && this.expiresAtMs - Date.now() < REFRESH_BEFORE_MS;
  }

  /** Have cookies that will last for the next request, if there is a session. */
  async stayFresh(): Promise<void> {
    if (this.isStale()) await this.refresh();
  }

  /** Trade the refresh cookie for new ones. A refresh token works once, so only one trade runs at a time. */
  refresh(): Promise<void> {
    this.refreshing ??= this.trade().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async trade(): Promise<void> {
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
  }

  private begin(session: { expiresAt: string }, isSamePerson = false): void {
    this.expiresAtMs = Date.parse(session.expiresAt);
    if (!isSamePerson) this.set({ status: "signed-in", epoch: ++this.epoch });
  }

  private end(hasEnded: boolean): void {
    this.expiresAtMs = null;
    this.set({ status: "signed-out", hasEnded });
  }

  private tell(told: Told): void {
    this.channel?.postMessage(told);
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
