import { graphql } from "@/gql";

export const CreateUpload = graphql(`
  mutation CreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      upload {
        id
        url
        method
        headers { name value }
      }
      errors { code message field }
    }
  }
`);

export const CompleteUpload = graphql(`
  mutation CompleteUpload($input: CompleteUploadInput!) {
    completeUpload(input: $input) {
      job { ...JobFields }
      document { id }
      statementImport { id }
      errors { code message field }
    }
  }
`);

export const UploadOutcome = graphql(`
  query UploadOutcome($id: ID!) {
    node(id: $id) {
      __typename
      ... on StatementImport {
        id
        linesTotal
        linesNew
        linesDuplicate
        linesSuspicious
        warnings { line message }
      }
      ... on Document {
        id
        kind
        merchant
        datedOn
        total { amount currency }
      }
    }
  }
`);
