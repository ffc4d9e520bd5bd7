import { graphql } from "@/gql";

export const Accounts = graphql(`
  query Accounts {
    accounts(first: 50) {
      edges {
        node {
          id
          name
          kind
          institution
          number
          balanceOn
          balance { amount currency }
        }
      }
    }
  }
`);
