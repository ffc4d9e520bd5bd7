import { graphql } from "@/gql";

export const Sessions = graphql(`
  query Sessions($locale: String!) {
    sessions(first: 50, filter: { isOpen: true }) {
      edges {
        node {
          id
          browser
          system
          address
          place(locale: $locale) { city country }
          createdAt
          lastUsedAt
          isCurrent
        }
      }
    }
  }
`);

export const EndSession = graphql(`
  mutation EndSession($input: EndSessionInput!) {
    endSession(input: $input) {
      errors { code message field }
    }
  }
`);

export const SignOutEverywhere = graphql(`
  mutation SignOutEverywhere($input: SignOutEverywhereInput!) {
    signOutEverywhere(input: $input) {
      ended
      errors { code message field }
    }
  }
`);

export const ChangePassword = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      sessionsEnded
      errors { code message field }
    }
  }
`);

export const RequestEmailChange = graphql(`
  mutation RequestEmailChange($input: RequestEmailChangeInput!) {
    requestEmailChange(input: $input) {
      email
      errors { code message field }
    }
  }
`);

export const DeactivateUser = graphql(`
  mutation DeactivateUser($input: DeactivateUserInput!) {
    deactivateUser(input: $input) {
      errors { code message field }
    }
  }
`);
