import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { formatDocument, stringifyDocument } from "@urql/core";

/**
 * A document's text as this app sends it, by whichever way: to the byte the one in the manifest of trusted documents,
 * which scripts/write-trusted-documents.mjs makes. The client's own exchanges come to the same text.
 */
export function documentText<T, V>(document: TypedDocumentNode<T, V>): string {
  return stringifyDocument(formatDocument(document));
}
