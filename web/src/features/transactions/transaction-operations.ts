import { graphql } from "@/gql";

export const TransactionFields = graphql(`
  fragment TransactionFields on Transaction {
    id
    bookedOn
    description
    counterparty
    status
    decidedBy
    confidence
    amount { amount currency }
    account { id name }
    category { id name(locale: $locale) }
  }
`);

export const Transactions = graphql(`
  query Transactions($first: Int!, $after: String, $locale: String!) {
    transactions(first: $first, after: $after) {
      edges {
        node { ...TransactionFields }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const Categories = graphql(`
  query Categories($locale: String!) {
    categories {
      id
      name(locale: $locale)
      kind
      parent { id name(locale: $locale) }
    }
  }
`);

export const BulkCategorise = graphql(`
  mutation BulkCategorise($input: BulkCategoriseInput!, $locale: String!) {
    bulkCategorise(input: $input) {
      results {
        id
        transaction { ...TransactionFields }
        error { code message field }
      }
      errors { code message field }
    }
  }
`);

export const CategoriseTransaction = graphql(`
  mutation CategoriseTransaction($input: CategoriseTransactionInput!, $locale: String!) {
    categoriseTransaction(input: $input) {
      transaction { ...TransactionFields }
      twinsChanged
      errors { code message field }
    }
  }
`);
