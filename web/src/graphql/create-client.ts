import { Client, cacheExchange, fetchExchange } from "@urql/core";
import { authExchange } from "@urql/exchange-auth";
import { persistedExchange } from "@urql/exchange-persisted";
import type { SessionStore } from "@/features/session/session-store";
import { ON_BEHALF_OF } from "@/server/on-behalf-of";
import { BROWSER_HEADER } from "@/server/same-origin";
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

/**
 * A client for one person's session: its cache goes when they sign out. With a grant's id it reads the books of who gave
 * the grant, and nothing else.
 */
export function createClient(store: SessionStore, locale: string, grantId: string | null = null): Client {
  const inWhoseBooks: Record<string, string> = grantId ? { [ON_BEHALF_OF]: grantId } : {};
  return new Client({
    url: "/api/graphql",
    preferGetMethod: false,
    fetchOptions: { headers: { "accept-language": locale, [BROWSER_HEADER]: "1", ...inWhoseBooks } },
    exchanges: [cacheExchange, authentication(store), byHash, fetchExchange],
  });
}

function authentication(store: SessionStore) {
  return authExchange(async () => ({
    addAuthToOperation: (operation) => operation, // the browser adds the cookie
    willAuthError: () => store.isStale(),
    didAuthError: isUnauthenticated,
    async refreshAuth() {
      await store.refresh();
    },
  }));
}
