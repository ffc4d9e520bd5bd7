import { graphql } from "@/gql";

export const Viewer = graphql(`
  query Viewer {
    viewer {
      id
      email
      displayName
    }
  }
`);

export const RegisterUser = graphql(`
  mutation RegisterUser($input: RegisterUserInput!) {
    registerUser(input: $input) {
      email
      errors { code message field }
    }
  }
`);

export const VerifyEmail = graphql(`
  mutation VerifyEmail($input: VerifyEmailInput!) {
    verifyEmail(input: $input) {
      user { id email }
      errors { code message field }
    }
  }
`);
