import { graphql } from "@/gql";

export const PayeeFields = graphql(`
  fragment PayeeFields on Payee {
    id
    name
    bankCode
    number
    createdAt
  }
`);

export const Payees = graphql(`
  query Payees($first: Int!, $after: String) {
    payees(first: $first, after: $after) {
      edges {
        node { ...PayeeFields }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const PayeeBanks = graphql(`
  query PayeeBanks {
    banks { code name }
  }
`);

export const AddPayee = graphql(`
  mutation AddPayee($input: AddPayeeInput!) {
    addPayee(input: $input) {
      payee { ...PayeeFields }
      errors { code message field }
    }
  }
`);

export const RemovePayee = graphql(`
  mutation RemovePayee($input: RemovePayeeInput!) {
    removePayee(input: $input) {
      removedId
      errors { code message field }
    }
  }
`);
