import { describe, expect, it } from "vitest";
import { outcomeOf } from "./outcome";

const taken = { code: "GRANT_EXISTS", message: "This address is let in already.", field: "email" };

describe("the outcome of a mutation", () => {
  it("is its data", () => {
    const data = { __typename: "Mutation", inviteToBooks: { grant: { id: "1" }, errors: [] } };
    expect(outcomeOf({ data })).toEqual({ data, failure: null });
  });

  it("is the first refusal of its payload, and then no data", () => {
    const data = { __typename: "Mutation", inviteToBooks: { grant: null, errors: [taken] } };
    expect(outcomeOf({ data })).toEqual({ data: null, failure: taken });
  });

  it("is the API's error where the whole request failed", () => {
    const error = { message: "[GraphQL] no", graphQLErrors: [{ message: "no", extensions: { code: "FORBIDDEN" } }] };
    expect(outcomeOf({ error })).toEqual({ data: null, failure: { code: "FORBIDDEN", message: "no" } });
    expect(outcomeOf({ error: { message: "offline", graphQLErrors: [] } }).failure?.code).toBe("API_UNREACHABLE");
  });
});
