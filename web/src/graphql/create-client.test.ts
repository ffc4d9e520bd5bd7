import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gql, type DocumentInput } from "@urql/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SessionStore } from "@/features/session/session-store";
import * as generated from "@/gql/graphql";
import { createClient } from "./create-client";
import { documentText } from "./document-text";

type Body = { query?: string; variables?: object; extensions?: { persistedQuery?: { sha256Hash: string } } };
type Answer = { data?: unknown; errors?: { message: string; extensions: { code: string } }[] };

const manifest = JSON.parse(readFileSync("trusted-documents.json", "utf8")) as Record<string, string>;
const store = { isStale: () => false, refresh: async () => undefined } as unknown as SessionStore;
const notFound = refusal("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");
const notSupported = refusal("PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED");
const viewer = { data: { viewer: { id: "1", email: "a@example.com", displayName: "Anna", __typename: "User" } } };
const documents = Object.values(generated).filter(({ definitions: [first] }) => first?.kind === "OperationDefinition");

let sent: Body[] = [];
let answers: Answer[] = [];

function refusal(message: string, code: string): Answer {
  return { errors: [{ message, extensions: { code } }] };
}

const hashed = (text: string) => createHash("sha256").update(text).digest("hex");

beforeEach(() => {
  sent = [];
  vi.stubGlobal("fetch", async (_: string, request: RequestInit) => {
    expect(request.method).toBe("POST");
    sent.push(JSON.parse(request.body as string) as Body);
    return Response.json(answers.shift() ?? { data: null });
  });
});
afterEach(() => vi.unstubAllGlobals());

describe("the manifest of trusted documents", () => {
  it("has every document of the app, as each way of sending has its text", () => {
    const texts = documents.map((document) => documentText(document as never));
    expect(texts.length).toBeGreaterThan(15);
    expect(Object.values(manifest).sort()).toEqual(texts.sort());
    for (const [sha256, text] of Object.entries(manifest)) expect(sha256).toBe(hashed(text));
  });

  it("has the hashes that the client sends", async () => {
    const client = createClient(store, "en");
    for (const document of documents) {
      const { operation } = document.definitions[0] as unknown as { operation: "query" | "mutation" | "subscription" };
      if (operation === "subscription") continue;
      sent = [];
      await client[operation](document as DocumentInput, {}).toPromise();
      expect(sent).toHaveLength(1);
      expect(sent[0]?.query).toBeUndefined();
      expect(manifest).toHaveProperty(sent[0]?.extensions?.persistedQuery?.sha256Hash ?? "none");
    }
  });
});

describe("a document goes as its hash", () => {
  it("and its text follows where the API does not know it", async () => {
    answers = [notFound, viewer];
    const own = gql`query Own { viewer { id } }`;
    const result = await createClient(store, "en").query(own, {}).toPromise();
    expect(result.data).toEqual(viewer.data);
    expect(sent.map(({ query }) => query)).toEqual([undefined, documentText(own)]);
    expect(sent.map(({ extensions }) => extensions?.persistedQuery?.sha256Hash)).toEqual(
      Array(2).fill(hashed(documentText(own))),
    );
  });

  it("and texts alone go from then on where hashes are not taken", async () => {
    answers = [notSupported, viewer, viewer];
    const client = createClient(store, "en");
    const first = await client.query(generated.ViewerDocument, {}).toPromise();
    await client.query(generated.AccountsDocument, {}).toPromise();
    expect(first.data).toEqual(viewer.data);
    expect(sent.map(({ query }) => query?.split(" ", 2)[1])).toEqual([undefined, "Viewer", "Accounts"]);
    expect(sent.map(({ extensions }) => extensions?.persistedQuery !== undefined)).toEqual([true, false, false]);
  });

  it("and texts alone go where the browser can't hash", async () => {
    vi.stubGlobal("crypto", {});
    answers = [viewer];
    await createClient(store, "en").query(generated.ViewerDocument, {}).toPromise();
    expect(sent.map(({ query }) => query)).toEqual([documentText(generated.ViewerDocument)]);
  });
});
