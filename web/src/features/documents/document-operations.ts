import { graphql } from "@/gql";

export const DocumentFields = graphql(`
  fragment DocumentFields on Document {
    id
    filename
    status
    kind
    merchant
    datedOn
    total { amount currency }
    errorCode
    errorMessage
    payments {
      id
      status
      amount { amount currency }
      transaction { id bookedOn description counterparty }
    }
  }
`);

export const Documents = graphql(`
  query Documents($first: Int!, $after: String) {
    documents(first: $first, after: $after) {
      edges {
        node { ...DocumentFields }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const SearchDocuments = graphql(`
  query SearchDocuments($query: String!) {
    searchDocuments(query: $query, first: 10) {
      page
      document { ...DocumentFields }
      snippets { text isHighlighted }
    }
  }
`);

export const DownloadUrl = graphql(`
  query DownloadUrl($id: ID!) {
    node(id: $id) {
      __typename
      ... on Document {
        id
        downloadUrl
      }
    }
  }
`);

export const DecideDocumentMatch = graphql(`
  mutation DecideDocumentMatch($input: DecideDocumentMatchInput!) {
    decideDocumentMatch(input: $input) {
      match { id status }
      errors { code message field }
    }
  }
`);
