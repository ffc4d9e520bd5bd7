import type { Failure } from "@/graphql/failure";

/** What the session endpoints of this server answer. The refresh token is never part of it. */
export type SessionAnswer = {
  session: { accessToken: string; expiresAt: string } | null;
  errors: Failure[];
};
