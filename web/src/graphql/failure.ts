/**
 * A failure fit to be shown: `code` is stable, `field` names the input it is about, if one. Mirrors the API's UserError;
 * `values` are the names, days and numbers that the message holds, where a whole operation failed.
 */
export type Failure = { code: string; message: string; field?: string | null; values?: Readonly<Record<string, string>> };

type GraphQLFailure = { message: string; extensions?: { code?: unknown; values?: unknown } };

/** The first cause of a failed operation: what the API said, or that it could not be reached. */
export function failureOf(error: { graphQLErrors: readonly GraphQLFailure[]; message: string }): Failure {
  const first = error.graphQLErrors[0];
  if (!first) return { code: "API_UNREACHABLE", message: error.message };
  const code = first.extensions?.code;
  return { code: typeof code === "string" ? code : "INTERNAL", message: first.message, ...valuesOf(first.extensions?.values) };
}

function valuesOf(told: unknown): Pick<Failure, "values"> {
  if (typeof told !== "object" || told === null) return {};
  return { values: Object.fromEntries(Object.entries(told).filter(([, value]) => typeof value === "string")) };
}

/** True when the API wants a fresh access token: there was none, or its session has ended. */
export function isUnauthenticated(error: { graphQLErrors: readonly GraphQLFailure[] }): boolean {
  return error.graphQLErrors.some(({ extensions }) => UNAUTHENTICATED.has(String(extensions?.code)));
}

const UNAUTHENTICATED = new Set(["UNAUTHENTICATED", "INVALID_TOKEN"]);
