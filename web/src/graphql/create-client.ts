import { Client, cacheExchange, fetchExchange } from "@urql/core";
import { authExchange } from "@urql/exchange-auth";
import { persistedExchange } from "@urql/exchange-persisted";
import type { SessionStore } from "@/features/session/session-store";
import { isUnauthenticated } from "./failure";
import { sha256 } from "./sha256";

/**
 * Documents go as their hash; the text follows where the API does not know it. By POST, though a GET could be cached:
 * nobody's books are to lie in the cache of a browser that others may use too.
 */
const byHash = persistedExchange({
  preferGetForPersistedQueries: false,
  enableForMutation: true,
  generateHash: sha256,
});

/** A client for one person's session: its cache goes when they sign out. */
export function createClient(store: SessionStore, locale: string): Client {
  return new Client({
    url: "/api/graphql",
    preferGetMethod: false,
    fetchOptions: { headers: { "accept-language": locale } },
    exchanges: [cacheExchange, authentication(store), byHash, fetchExchange],
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
