import { graphql } from "@/gql";

export const History = graphql(`
  query History($first: Int!, $after: String, $locale: String!, $filter: ActivityFilter) {
    activity(first: $first, after: $after, filter: $filter) {
      edges {
        node {
          id
          sequence
          at
          action
          doneBy
          address
          appName
          details
          place(locale: $locale) { city country }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
