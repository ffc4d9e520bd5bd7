import { Client, cacheExchange, fetchExchange } from "@urql/core";
import { authExchange } from "@urql/exchange-auth";
import type { SessionStore } from "@/features/session/session-store";
import { isUnauthenticated } from "./failure";

/** A client for one person's session: its cache goes when they sign out. */
export function createClient(store: SessionStore, locale: string): Client {
  return new Client({
    url: "/api/graphql",
    preferGetMethod: false,
    fetchOptions: { headers: { "accept-language": locale } },
    exchanges: [cacheExchange, authentication(store), fetchExchange],
  });
}

function authentication(store: SessionStore) {
  return authExchange(async (utilities) => ({
    addAuthToOperation(operation) {
      const token = store.currentToken();
      return token ? utilities.appendHeaders(operation, { authorization: `Bearer ${token}` }) : operation;
    },
    willAuthError: () => store.isTokenStale(),
    didAuthError: isUnauthenticated,
    async refreshAuth() {
      await store.refresh();
    },
  }));
}
