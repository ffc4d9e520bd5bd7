import type { Failure } from "@/graphql/failure";

/** What the session endpoints of this server answer. No token is ever part of it: those are in cookies. */
export type SessionAnswer = {
  session: { expiresAt: string } | null;
  errors: Failure[];
  /** What is asked before there is a session, where the person has a second factor. */
  challenge?: FactorQuestion | null;
};

/** `passkeyOptions` are for `navigator.credentials.get`; null where the person has no passkey. */
export type FactorQuestion = { kinds: string[]; passkeyOptions: unknown };
