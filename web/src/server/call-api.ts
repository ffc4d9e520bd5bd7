import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { documentText } from "@/graphql/document-text";
import type { Failure } from "@/graphql/failure";
import { apiUrl } from "./addresses";

const TIMEOUT_MS = 15_000;

/** The API refused the request as a whole or did not answer. `failure` is fit to be shown to a person. */
export class ApiCallError extends Error {
  constructor(
    readonly failure: Failure,
    readonly status: number,
  ) {
    super(failure.message);
  }
}

type Answer<T> = { data?: T | null; errors?: { message: string; extensions?: { code?: string } }[] };

/**
 * Send one operation to the API from this server, in the caller's language, and in the name of whom the access token
 * speaks for, if there is one. Raises ApiCallError.
 */
export async function callApi<T, V>(
  document: TypedDocumentNode<T, V>,
  variables: V,
  caller: Headers,
  accessToken: string | null = null,
): Promise<T> {
  const answer = await post<T>(JSON.stringify({ query: documentText(document), variables }), caller, accessToken);
  const refusal = answer.errors?.[0];
  if (refusal) {
    const code = refusal.extensions?.code ?? "INTERNAL";
    throw new ApiCallError({ code, message: refusal.message, field: null }, 200);
  }
  if (!answer.data) throw unreachable();
  return answer.data;
}

async function post<T>(body: string, caller: Headers, accessToken: string | null): Promise<Answer<T>> {
  try {
    const response = await fetch(`${apiUrl()}/graphql`, {
      method: "POST",
      headers: forwardedHeaders(caller, accessToken),
      body,
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return (await response.json()) as Answer<T>;
  } catch {
    throw unreachable();
  }
}

/** The caller's headers that the API has a use for. Cookies stay here: the token of one goes on as a bearer's. */
export function forwardedHeaders(caller: Headers, accessToken: string | null): Headers {
  // Plain, for the API is beside us: what goes to the browser this server compresses itself.
  const headers = new Headers({
    "content-type": "application/json",
    accept: "application/json",
    "accept-encoding": "identity",
  });
  if (accessToken) headers.set("authorization", `Bearer ${accessToken}`);
  for (const name of ["accept-language", "user-agent", "x-forwarded-for", "traceparent"]) {
    const value = caller.get(name);
    if (value) headers.set(name, value);
  }
  return headers;
}

export function unreachable(): ApiCallError {
  return new ApiCallError(
    { code: "API_UNREACHABLE", message: "The service does not answer right now. Try again in a moment.", field: null },
    502,
  );
}
