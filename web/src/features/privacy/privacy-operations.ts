import { graphql } from "@/gql";

export const PrivacyState = graphql(`
  query PrivacyState {
    accountDeletion {
      dueAt
    }
    dataExports(first: 1) {
      edges {
        node {
          id
          status
          size
          expiresAt
          download {
            url
          }
          job {
            id
          }
        }
      }
    }
  }
`);

export const ExportMyData = graphql(`
  mutation ExportMyData($input: ExportMyDataInput!) {
    exportMyData(input: $input) {
      export {
        id
        job {
          id
        }
      }
      errors {
        code
        message
        field
      }
    }
  }
`);

export const DeleteMyAccount = graphql(`
  mutation DeleteMyAccount($input: DeleteMyAccountInput!) {
    deleteMyAccount(input: $input) {
      deletion {
        dueAt
      }
      errors {
        code
        message
        field
      }
    }
  }
`);

export const KeepMyAccount = graphql(`
  mutation KeepMyAccount {
    keepMyAccount {
      errors {
        code
        message
        field
      }
    }
  }
`);
